package gatehouse.doors.gateway;

import gatehouse.core.access.ConnectionKind;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What goes from the upstream to the caller, kept while it may not pass. */
final class Download {
  private static final AsciiString STAY_ON_TLS = AsciiString.cached("strict-transport-security");
  private static final AsciiString A_YEAR = AsciiString.cached("max-age=31536000");

  private final Exchange exchange;
  private final Door door;
  private final HttpRequest request;
  private final boolean head;
  private final boolean tls;
  private final ArrayDeque<Object> kept = new ArrayDeque<>(4);
  private boolean begun;
  private boolean informing;
  private boolean spliced;
  private boolean lineReusable;

  Download(Exchange exchange, Door door, HttpRequest request, boolean tls) {
    this.exchange = exchange;
    this.door = door;
    this.request = request;
    this.tls = tls;
    this.head = request.method().equals(HttpMethod.HEAD);
  }

  /** Whether the answer's head was written. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether HTTP has ended here, and bytes pass as they are. */
  boolean isSpliced() {
    return spliced;
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Whether the line may serve again after this. */
  boolean leavesLineReusable() {
    return lineReusable;
  }

  /** The answer is ours. */
  void begin() {
    begun = true;
    door.forHead(head);
  }

  void offer(@Nullable UpstreamLine line, Object message) {
    if (!kept.isEmpty() || !exchange.mayPass()) {
      kept.add(message);
      exchange.hold();
    } else {
      pass(line, message);
    }
  }

  /** Passes on what was kept while it may. */
  void drain(@Nullable UpstreamLine line) {
    while (!exchange.hasEnded() && !kept.isEmpty() && exchange.mayPass()) {
      pass(line, kept.remove());
    }
  }

  void release() {
    kept.forEach(ReferenceCountUtil::release);
    kept.clear();
  }

  private void pass(@Nullable UpstreamLine line, Object message) {
    if (message instanceof HttpResponse response) {
      begins(line, response);
    } else if (message instanceof HttpContent content) {
      goesOn(content);
    } else if (spliced && message instanceof ByteBuf) {
      door.write(message);
    } else {
      ReferenceCountUtil.release(message);
    }
    if (!exchange.hasEnded() && line != null && !door.isWritable()) {
      door.flush();
      if (!door.isWritable()) {
        line.brake();
      }
    }
  }

  private void begins(@Nullable UpstreamLine line, HttpResponse response) {
    if (!exchange.isAnsweredByUs()) {
      HeaderRules.withinItsHost(response.headers());
    }
    String upgrade = exchange.upgrade();
    if (response.decoderResult().isFailure() || !Backward.isReadable(response)) {
      exchange.broken("It answered in a way that cannot be read.");
    } else if (response.status().code() == 101) {
      if (upgrade == null || line == null) {
        exchange.broken("It changed the protocol without being asked.");
      } else {
        splice(line, response, upgrade);
      }
    } else if (MessageCodecs.isInformational(response)) {
      informing = true;
      if (!request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
        door.write(Backward.informational(response));
        door.flush();
      }
    } else {
      begin();
      lineReusable = Backward.keepsLine(response, head);
      if (Backward.isEventStream(response)) {
        exchange.becomes(ConnectionKind.EVENT_STREAM);
      }
      boolean goesOn =
          Backward.head(response, request.protocolVersion(), head, exchange.callerMayGoOn());
      exchange.callerGoesOn(goesOn);
      if (tls && exchange.isAnsweredByUs()) {
        response.headers().set(STAY_ON_TLS, A_YEAR);
      }
      door.write(response);
      if (response instanceof LastHttpContent) {
        exchange.finish();
      }
    }
  }

  private void goesOn(HttpContent content) {
    if (informing || spliced || !begun) {
      informing &= !(content instanceof LastHttpContent);
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      exchange.abort();
    } else {
      boolean last = content instanceof LastHttpContent;
      door.write(content);
      if (last) {
        exchange.finish();
      }
    }
  }

  private void splice(UpstreamLine line, HttpResponse response, String protocol) {
    exchange.becomes(ConnectionKind.WEBSOCKET);
    Backward.switching(response, protocol);
    begun = true;
    spliced = true;
    door.write(response);
    door.write(LastHttpContent.EMPTY_LAST_CONTENT);
    door.flush();
    // Encoders first: bytes read ahead go straight through from one side to the other.
    line.dropEncoder();
    door.dropEncoder();
    door.dropDecoder();
    line.dropDecoder();
    line.flush();
  }
}
