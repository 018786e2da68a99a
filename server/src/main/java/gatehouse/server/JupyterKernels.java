package gatehouse.server;

import gatehouse.core.workload.KernelActivity;
import gatehouse.core.workload.Upstream;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.JsonFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks a Jupyter server for its kernels ({@code /api/kernels}) through the socket of its run. What
 * is answered comes from somebody else's code: it is read within a limit of size and time.
 */
final class JupyterKernels implements KernelActivity {
  private static final int MOST = 1 << 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Executor threads;

  JupyterKernels(Executor threads) {
    this.threads = threads;
  }

  @Override
  public Optional<Seen> of(Upstream editor) {
    return editor instanceof Upstream.UnixSocket socket
        ? answer(socket, "/api/kernels").flatMap(JupyterKernels::read)
        : Optional.empty();
  }

  private Optional<String> answer(Upstream.UnixSocket at, String path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(at.path()))) {
      var asked = new FutureTask<>(() -> ask(channel, at, path));
      threads.execute(asked);
      return asked.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      // Closing the channel ends who still reads. An editor that does not answer is not idle.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> ask(SocketChannel to, Upstream.UnixSocket at, String path)
      throws IOException {
    if (at.dialPort() != 0) {
      write(to, new byte[] {(byte) (at.dialPort() >> 8), (byte) at.dialPort()});
    }
    var request = new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n");
    at.headers().forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    write(to, request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    var all = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(8192);
    while (all.size() < MOST && to.read(buffer.clear()) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
    }
    String text = all.toString(StandardCharsets.UTF_8);
    int body = text.indexOf("\r\n\r\n");
    return body > 0 && text.matches("(?s)HTTP/1\\.[01] 200 .*")
        ? Optional.of(text.substring(body + 4))
        : Optional.empty();
  }

  private static void write(SocketChannel to, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static Optional<Seen> read(String text) {
    JsonNode kernels;
    try {
      kernels = Json.read(text, JsonNode.class);
    } catch (JsonFault e) {
      return Optional.empty();
    }
    if (!kernels.isArray()) {
      return Optional.empty();
    }
    boolean busy = false;
    Instant last = null;
    for (JsonNode kernel : kernels.values()) {
      busy |= kernel.path("execution_state").asString("").equals("busy");
      Instant at = moment(kernel.path("last_activity").asString(""));
      last = last == null || (at != null && at.isAfter(last)) ? at : last;
    }
    return Optional.of(new Seen(busy, last));
  }

  private static @Nullable Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
