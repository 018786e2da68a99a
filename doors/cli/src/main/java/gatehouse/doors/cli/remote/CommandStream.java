package gatehouse.doors.cli.remote;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command inside a workload, over a WebSocket: binary frames whose first byte says what (0 input,
 * 1 output, 2 errors, 3 how it ended, 4 the terminal's size).
 */
public final class CommandStream {
  private static final byte INPUT = 0;
  private static final byte SIZE = 4;
  private static final Frame END = new Frame((byte) -1, new byte[0]);

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private @Nullable WebSocket socket;
  private volatile String why = "";

  private CommandStream() {}

  /** What came. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Frame(byte what, byte[] bytes) {
    /** Whether it says how the command ended. */
    public boolean isEnding() {
      return what == 3;
    }

    /** Whether it is of the standard error. */
    public boolean isError() {
      return what == 2;
    }
  }

  static CommandStream open(
      HttpClient client,
      Address address,
      Route route,
      Consumer<Remote.Header> headers,
      boolean signedIn) {
    var stream = new CommandStream();
    var builder = client.newWebSocketBuilder();
    headers.accept((name, value) -> builder.header(name, value));
    stream.socket = Sockets.open(builder, address, route, stream.new Listener(), signedIn);
    return stream;
  }

  /** The next frame, waiting for it; empty when the server closed. */
  public Optional<Frame> next() throws InterruptedException {
    Frame frame = frames.take();
    return frame.equals(END) ? Optional.empty() : Optional.of(frame);
  }

  /** Why the server closed, if it said so. */
  public String why() {
    return why;
  }

  /** Sends what was typed; nothing means that no more comes. */
  public void input(byte[] bytes) {
    send(INPUT, bytes);
  }

  /** Says how large the terminal is. */
  public void size(int rows, int columns) {
    String text = "{\"Width\":%d,\"Height\":%d}".formatted(columns, rows);
    send(SIZE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves, and ends the command. */
  public void close() {
    Objects.requireNonNull(socket).abort();
  }

  private synchronized void send(byte what, byte[] bytes) {
    ByteBuffer frame = ByteBuffer.allocate(bytes.length + 1).put(what).put(bytes).flip();
    try {
      var _ = Objects.requireNonNull(socket).sendBinary(frame, true).join();
    } catch (CompletionException e) {
      // The command has ended: the other direction says how.
    }
  }

  private final class Listener implements WebSocket.Listener {
    private byte[] partial = new byte[0];

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] all = new byte[partial.length + data.remaining()];
      System.arraycopy(partial, 0, all, 0, partial.length);
      data.get(all, partial.length, data.remaining());
      partial = last ? new byte[0] : all;
      if (last && all.length > 0) {
        byte[] rest = new byte[all.length - 1];
        System.arraycopy(all, 1, rest, 0, rest.length);
        frames.add(new Frame(all[0], rest));
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      why = reason;
      frames.add(END);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      why = String.valueOf(error.getMessage());
      frames.add(END);
    }
  }
}
