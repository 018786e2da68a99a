package gatehouse.doors.gateway;

import static gatehouse.doors.gateway.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the gateway comes to our own web server, and what it tells it. */
class GatewayToWebTest {

  @Test
  void theWebServerIsToldWhoCallsFromBehindATrustedProxy() throws Exception {
    try (var house = new House(GatewayLimits.DEFAULTS, null, List.of("127.0.0.1", "10.0.0.0/8"))) {
      RawServer web = house.web(connection -> connection.answerAll("panel"));
      try (var client = house.client()) {
        client
            .send(
                head(
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "X-Gatehouse-Address: 6.6.6.6",
                    "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.1.1.1"))
            .answer();
      }
      assertThat(web.nextHead()).containsOnlyOnce("X-Gatehouse-Address: 192.0.2.7\r\n");
    }
  }

  @Test
  void aCallerThatIsNoTrustedProxyIsTakenByItsConnection() throws Exception {
    try (var house = new House()) {
      RawServer web = house.web(connection -> connection.answerAll("panel"));
      try (var client = house.client()) {
        client
            .send(
                head(
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "X-Gatehouse-Address: 6.6.6.6",
                    "X-Forwarded-For: 6.6.6.6"))
            .answer();
      }
      assertThat(web.nextHead())
          .containsOnlyOnce("X-Gatehouse-Address: 127.0.0.1\r\n")
          .doesNotContain("6.6.6.6");
    }
  }

  @Test
  void aTrustedProxysWordAboutSchemeAndHostIsPassedOnAndItsCallersIsNot() throws Exception {
    try (var house = new House(GatewayLimits.DEFAULTS, null, List.of("127.0.0.1"))) {
      RawServer web = house.web(connection -> connection.answerAll("panel"));
      try (var client = house.client()) {
        client
            .send(
                head(
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "X-Forwarded-For: 192.0.2.7",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Host: ai.example.org",
                    "X-Gatehouse-User: admin"))
            .answer();
      }
      assertThat(web.nextHead())
          .containsOnlyOnce("X-Forwarded-For: 192.0.2.7, 127.0.0.1\r\n")
          .containsOnlyOnce("X-Forwarded-Proto: https\r\n")
          .containsOnlyOnce("X-Forwarded-Host: ai.example.org\r\n")
          .doesNotContain("X-Gatehouse-User");
    }
  }

  @Test
  void aProxyThatSendsNoAddressIsTakenForTheCaller() throws Exception {
    try (var house = new House(GatewayLimits.DEFAULTS, null, List.of("127.0.0.1"))) {
      RawServer web = house.web(connection -> connection.answerAll("panel"));
      try (var client = house.client()) {
        client
            .send(head("GET / HTTP/1.1", "Host: localhost", "X-Forwarded-For: unknown, evil"))
            .answer();
      }
      assertThat(web.nextHead()).containsOnlyOnce("X-Gatehouse-Address: 127.0.0.1\r\n");
    }
  }

  @Test
  void aCallerWaitsWhereTheSocketFilesQueueIsFull() throws Exception {
    try (var house = new House();
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var address = UnixDomainSocketAddress.of(house.webSocket());
      listening.bind(address, 1);
      try (var _ = SocketChannel.open(address);
          var _ = SocketChannel.open(address);
          var client = house.client()) {
        client.send(head("GET / HTTP/1.1", "Host: localhost"));
        client.socket.setSoTimeout(300);
        assertThatThrownBy(client::head).isInstanceOf(SocketTimeoutException.class);

        client.socket.setSoTimeout(10_000);
        listening.accept().close();
        listening.accept().close();
        try (SocketChannel accepted = listening.accept()) {
          accepted.write(
              ByteBuffer.wrap(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nin"
                      .getBytes(StandardCharsets.US_ASCII)));
          assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("in");
        }
      }
    }
  }
}
