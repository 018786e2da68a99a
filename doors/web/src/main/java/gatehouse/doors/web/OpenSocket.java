package gatehouse.doors.web;

import gatehouse.doors.web.SocketHandler.Socket;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.websocket.api.Callback;

/** A WebSocket of the HTTP library. */
final class OpenSocket implements Socket {
  private static final int LONGEST_REASON = 100;

  private final WsContext context;
  private final LeaseGate gate;

  OpenSocket(WsContext context, LeaseGate gate) {
    this.context = context;
    this.gate = gate;
  }

  @Override
  public void send(String text) throws IOException {
    gate.await();
    var sent = new Callback.Completable();
    context.session.sendText(text, sent);
    await(sent);
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    gate.await();
    var sent = new Callback.Completable();
    context.session.sendBinary(ByteBuffer.wrap(bytes), sent);
    await(sent);
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

  @Override
  public void cut() {
    context.session.disconnect();
  }
}
