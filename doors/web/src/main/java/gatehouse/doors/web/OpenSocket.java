package gatehouse.doors.web;

import gatehouse.doors.web.SocketHandler.Socket;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;

/** A WebSocket of the HTTP library. */
final class OpenSocket implements Socket {
  private static final int LONGEST_REASON = 100;
  private static final int POLICY = 1008;
  private static final String ENDED = "Your right to this has ended.";
  private static final long PATIENCE_SECONDS = 1;

  private final WsContext context;
  private final LeaseGate gate;
  private final AtomicInteger sending = new AtomicInteger();
  private volatile boolean cut;

  OpenSocket(WsContext context, LeaseGate gate) {
    this.context = context;
    this.gate = gate;
  }

  @Override
  public void send(String text) throws IOException {
    send(sent -> context.session.sendText(text, sent));
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    send(sent -> context.session.sendBinary(ByteBuffer.wrap(bytes), sent));
  }

  private void send(Consumer<Callback> frame) throws IOException {
    gate.await();
    sending.incrementAndGet();
    try {
      if (cut) {
        throw new IOException("the socket was cut");
      }
      var sent = new Callback.Completable();
      frame.accept(sent);
      await(sent);
    } finally {
      sending.decrementAndGet();
    }
  }

  private static void await(Callback.Completable sent) throws IOException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IOException("the socket has closed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    }
  }

  @Override
  public boolean isOpen() {
    return context.session.isOpen();
  }

  @Override
  public void close(int code, String reason) {
    String fitting =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    context.session.close(code, fitting, Callback.NOOP);
  }

  /**
   * Says why, where nothing else is still on its way out; what is could otherwise arrive after the
   * right to it has ended.
   */
  @Override
  public void cut() {
    cut = true;
    if (sending.get() > 0) {
      context.session.disconnect();
      return;
    }
    context.session.close(
        POLICY,
        ENDED,
        Callback.from(context.session::disconnect, e -> context.session.disconnect()));
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(context.session::disconnect);
  }

  /** Whether its right has ended: what arrives from then on is nobody's. */
  boolean isCut() {
    return cut;
  }
}
