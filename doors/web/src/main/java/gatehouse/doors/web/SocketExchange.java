package gatehouse.doors.web;

import gatehouse.core.access.NodeLease;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.SocketHandler.Conversation;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries WebSockets: guarded and opened before the upgrade, run on a thread of their own after.
 */
final class SocketExchange {
  private static final Logger LOG = LoggerFactory.getLogger(SocketExchange.class);
  private static final String CONVERSATION = SocketExchange.class.getName();
  private static final int POLICY = 1008;
  private static final int FAULT = 1011;
  private static final int NORMAL = 1000;
  private static final Duration IDLE = NodeLease.CLOSED_AFTER.multipliedBy(20);

  private final Exchange exchange;
  private final Doorkeeper doorkeeper;
  private final LeaseGate gate;
  private final Executor threads;
  private final Map<String, OpenSocket> open = new ConcurrentHashMap<>();

  SocketExchange(Exchange exchange, Doorkeeper doorkeeper, LeaseGate gate, Executor threads) {
    this.exchange = exchange;
    this.doorkeeper = doorkeeper;
    this.gate = gate;
    this.threads = threads;
  }

  /** Before the upgrade: an answer that is sent here is the last word. */
  void admit(Context context, Routes.SocketRoute route) {
    Call call = exchange.call(context, true);
    try {
      doorkeeper.admit(call, route.guard());
      context.attribute(CONVERSATION, route.handler().open(call));
    } catch (Refused e) {
      exchange.send(context, call, Refusals.of(e.refusal()));
      end(context);
    } catch (RuntimeException e) {
      exchange.failed(context, call, e);
      end(context);
    }
  }

  /** Sends what was answered: before an upgrade nobody else does. */
  private static void end(Context context) {
    context.skipRemainingHandlers();
    InputStream said = context.resultInputStream();
    if (said == null || context.res().isCommitted()) {
      return;
    }
    try {
      said.transferTo(context.res().getOutputStream());
      context.res().flushBuffer();
    } catch (IOException e) {
      LOG.debug("a refused WebSocket was gone before its answer", e);
    }
  }

  /** After the upgrade. */
  void configure(WsConfig socket) {
    socket.onConnect(this::connected);
    socket.onMessage(
        context -> {
          OpenSocket talking = socketOf(context);
          if (!talking.isCut()) {
            conversation(context).message(talking, context.message());
          }
        });
    socket.onBinaryMessage(
        context -> {
          OpenSocket talking = socketOf(context);
          if (!talking.isCut()) {
            conversation(context).message(talking, bytes(context.data()));
          }
        });
    socket.onClose(
        context -> {
          open.remove(context.sessionId());
          conversation(context).closed();
        });
  }

  private void connected(WsConnectContext context) {
    context.session.setIdleTimeout(IDLE);
    context.enableAutomaticPings();
    OpenSocket socket = socketOf(context);
    Conversation conversation = conversation(context);
    threads.execute(() -> run(conversation, socket));
  }

  private static void run(Conversation conversation, OpenSocket socket) {
    try {
      conversation.run(socket);
      socket.close(NORMAL, "");
    } catch (Refused e) {
      socket.close(POLICY, Refusals.of(e.refusal()).message());
    } catch (IOException e) {
      LOG.debug("a WebSocket ended in its middle", e);
      socket.cut();
    } catch (RuntimeException e) {
      LOG.error("a WebSocket failed", e);
      socket.close(FAULT, "Internal server error");
    }
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }

  private OpenSocket socketOf(WsContext context) {
    return open.computeIfAbsent(context.sessionId(), id -> new OpenSocket(context, gate));
  }

  private static Conversation conversation(WsContext context) {
    Conversation found = context.attribute(CONVERSATION);
    if (found == null) {
      throw new IllegalStateException("a WebSocket was upgraded without being opened");
    }
    return found;
  }
}
