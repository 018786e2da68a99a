package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following a log over a real WebSocket, frame by frame. */
class FollowTest {
  private static final String ID = CommandTest.ID;

  @TempDir Path home;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<List<String>> logs = new ArrayDeque<>();
  private final Deque<String> states = new ArrayDeque<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private ServerSocket door;

  @AfterEach
  void stop() throws IOException {
    door.close();
    work.shutdownNow();
  }

  @Test
  void framesArePrintedAndLonelyDotsAreNot() throws IOException {
    states.addAll(List.of("RUNNING", "DONE"));
    logs.add(List.of("one\n", ".", "tw", "o\u00e9\n", "close"));

    var ran = shell().run("job", "logs", "-f", ID);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("one\ntwo\u00e9\n");
    assertThat(heads)
        .anySatisfy(
            head ->
                assertThat(head)
                    .startsWith("GET /v1/job/" + ID + "/log?follow=true ")
                    .contains("Authorization: Bearer t0ken"));
  }

  @Test
  void aJobThatEndsAtOnceIsNotCalledDoneBeforeItsOutput() throws IOException {
    states.addAll(List.of("QUEUED", "DONE", "DONE", "DONE", "DONE"));
    logs.add(List.of("its output\n", "close"));

    var ran = shell().run("job", "run", "host", "--follow", "--", "true");

    assertThat(ran.out()).as(ran.err()).isEqualTo("its output\n");
    assertThat(ran.all()).contains("its output", "DONE");
    assertThat(ran.all().indexOf("its output")).isLessThan(ran.all().indexOf("DONE"));
  }

  @Test
  void aBrokenLineIsTakenUpWhereItBroke() throws IOException {
    states.addAll(List.of("RUNNING", "RUNNING", "DONE"));
    logs.add(List.of("one\ntw", "break"));
    logs.add(List.of("one\n", "two\nthree", "close"));

    var ran = shell().run("job", "logs", "-f", ID);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("one\ntwo\nthree\n");
  }

  private Shell shell() throws IOException {
    door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    work.execute(this::serve);
    return new Shell(home)
        .with("GATEHOUSE_URL", "http://127.0.0.1:" + door.getLocalPort())
        .with("GATEHOUSE_TOKEN", "t0ken");
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = door.accept();
        work.execute(() -> answer(socket));
      }
    } catch (IOException e) {
      assertThat(door.isClosed()).isTrue();
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var head = new StringBuilder();
      String key = "";
      String line;
      while ((line = reader.readLine()) != null && !line.isEmpty()) {
        head.append(line).append('\n');
        if (line.startsWith("Sec-WebSocket-Key: ")) {
          key = line.substring(19);
        }
      }
      heads.add(head.toString());
      OutputStream out = socket.getOutputStream();
      if (key.isEmpty()) {
        String body =
            "{\"id\":\"" + ID + "\",\"status\":{\"state\":\"" + states.removeFirst() + "\"}}";
        send(
            out,
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
      } else {
        stream(out, key);
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void stream(OutputStream out, String key) throws IOException, NoSuchAlgorithmException {
    byte[] accept =
        MessageDigest.getInstance("SHA-1")
            .digest(
                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.UTF_8));
    send(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(accept)
            + "\r\n\r\n");
    for (String frame : logs.removeFirst()) {
      switch (frame) {
        case "close" -> out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8});
        case "break" -> out.flush();
        default -> {
          byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
          out.write(new byte[] {(byte) 0x82, (byte) bytes.length});
          out.write(bytes);
        }
      }
    }
    out.flush();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
