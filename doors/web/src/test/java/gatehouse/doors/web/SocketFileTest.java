package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
  @TempDir Path folder;

  @Test
  void itAnswersOnASocketFile() throws IOException {
    Path file = folder.resolve("web.sock");
    try (var installation = new Installation()) {
      Resource resource =
          routes ->
              routes.add(
                  "GET",
                  "/who",
                  new Guard.Open(),
                  call -> Reply.text(call.address() + " " + call.scheme() + "://" + call.host()));
      installation.server.start(new WebServer.Address.Unix(file), List.of(resource));

      String answer =
          ask(
              file,
              "GET /who HTTP/1.1\r\nHost: web\r\nX-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Proto:"
                  + " https\r\nX-Forwarded-Host: gate.example.org\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200").contains("192.0.2.9 https://gate.example.org");
    }
  }

  @Test
  void manyMayWaitAtTheSocketFile() {
    try (var installation = new Installation()) {
      var connector =
          installation.server.connector(
              new Server(),
              new HttpConfiguration(),
              new WebServer.Address.Unix(folder.resolve("web.sock")));

      assertThat(connector)
          .isInstanceOfSatisfying(
              UnixDomainServerConnector.class,
              unix -> assertThat(unix.getAcceptQueueSize()).isEqualTo(1024));
    }
  }

  private static String ask(Path file, String request) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(file));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      var answer = ByteBuffer.allocate(64 << 10);
      while (channel.read(answer) >= 0) {
        // Until the server closes.
      }
      return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }
  }
}
