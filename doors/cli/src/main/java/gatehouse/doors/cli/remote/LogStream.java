package gatehouse.doors.cli.remote;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log that arrives over a WebSocket: frames of UTF-8, where a frame of a single dot only says
 * that the line still stands.
 */
public final class LogStream {
  private static final byte[] END = new byte[0];
  private static final byte[] ALIVE = new byte[0];

  /** The server says that it is there each 15 s. */
  private static final long SILENCE_SECONDS = 60;

  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private volatile boolean endedWell;
  private @Nullable WebSocket socket;

  private LogStream() {}

  static LogStream open(
      HttpClient client,
      Address address,
      Route route,
      Consumer<Remote.Header> headers,
      boolean signedIn) {
    var stream = new LogStream();
    var builder = client.newWebSocketBuilder();
    headers.accept((name, value) -> builder.header(name, value));
    stream.socket = Sockets.open(builder, address, route, stream.new Listener(), signedIn);
    return stream;
  }

  /** The next bytes of the log, waiting for them; empty at its end, and where the line broke. */
  @SuppressWarnings("ReferenceEquality") // Each of the two marks is one object.
  public Optional<byte[]> next() throws InterruptedException {
    byte[] frame;
    do {
      frame = frames.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
    } while (frame == ALIVE);
    return frame == null || frame == END ? Optional.empty() : Optional.of(frame);
  }

  /** Whether the server closed it because there is no more to come. */
  public boolean endedWell() {
    return endedWell;
  }

  /** Stops listening. */
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private byte[] partial = new byte[0];

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      collect(bytes, last);
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      collect(data.toString().getBytes(StandardCharsets.UTF_8), last);
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      frames.add(ALIVE);
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      endedWell = code == WebSocket.NORMAL_CLOSURE;
      frames.add(END);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      frames.add(END);
    }

    private void collect(byte[] bytes, boolean last) {
      byte[] all = new byte[partial.length + bytes.length];
      System.arraycopy(partial, 0, all, 0, partial.length);
      System.arraycopy(bytes, 0, all, partial.length, bytes.length);
      partial = last ? new byte[0] : all;
      boolean keepAlive = all.length == 1 && all[0] == '.';
      if (last && all.length > 0 && !keepAlive) {
        frames.add(all);
      }
    }
  }
}
