package gatehouse.doors.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What goes from a caller to the upstream, kept while it may not or cannot pass. */
final class Upload {
  private static final int MOST_KEPT = 64 * 1024;

  private final Exchange exchange;
  private final Door door;
  private final boolean bodyless;
  private final ArrayDeque<Object> kept = new ArrayDeque<>(4);
  private int keptBytes;
  private long passedBytes;
  private long watchedSince;
  private boolean received;
  private boolean sent;

  Upload(Exchange exchange, Door door, boolean bodyless) {
    this.exchange = exchange;
    this.door = door;
    this.bodyless = bodyless;
    this.received = bodyless;
  }

  /** Whether the caller has said all. */
  boolean isReceived() {
    return received;
  }

  /** Whether all of it went on. */
  boolean isSent() {
    return sent;
  }

  /**
   * Whether the caller stopped sending for too long, which one that is held back did not. Our own
   * web server is sent little things by anybody: for those it waits no longer than for a head, and
   * they may not trickle for ever.
   */
  boolean isLate(
      @Nullable UpstreamLine line, long now, long still, GatewayLimits limits, boolean ours) {
    if (received || !kept.isEmpty() || (line != null && !line.isWritable())) {
      return false;
    }
    if (watchedSince == 0) {
      watchedSince = now;
    }
    boolean little = ours && passedBytes <= MOST_KEPT;
    return still > (little ? limits.headTime() : limits.stall()).toNanos()
        || (little && now - watchedSince > limits.stall().toNanos());
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** The head was written; what has come meanwhile follows. */
  void begin(UpstreamLine line) {
    sent = bodyless;
    if (bodyless) {
      line.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    drain(line);
    line.flush();
  }

  void offer(@Nullable UpstreamLine line, Object message) {
    received |= message instanceof LastHttpContent;
    boolean mayPass = exchange.mayPass();
    if (line != null && kept.isEmpty() && mayPass) {
      pass(line, message);
      brakeIfFull(line);
      return;
    }
    kept.add(message);
    keptBytes += size(message);
    if (line != null && !mayPass) {
      exchange.hold();
    } else if (keptBytes > MOST_KEPT) {
      door.brake();
    }
  }

  /** Flushing may make room at once: only what stays full stops the caller. */
  private void brakeIfFull(UpstreamLine line) {
    if (!exchange.hasEnded() && !line.isWritable()) {
      line.flush();
      if (!line.isWritable()) {
        door.brake();
      }
    }
  }

  private void pass(UpstreamLine line, Object message) {
    if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        content.release();
        exchange.brokenBody();
        return;
      }
      if (content instanceof LastHttpContent last) {
        sent = true;
        Onward.cleanTrailers(last);
      }
    }
    passedBytes += size(message);
    line.write(message);
  }

  /** Passes on what was kept, as far as there is room, and lets the caller go on after that. */
  void drain(UpstreamLine line) {
    if (kept.isEmpty()) {
      return;
    }
    while (!exchange.hasEnded() && line.isWritable() && !kept.isEmpty()) {
      if (!exchange.mayPass()) {
        exchange.hold();
        return;
      }
      Object message = kept.remove();
      keptBytes -= size(message);
      pass(line, message);
      if (!line.isWritable()) {
        line.flush();
      }
    }
    if (!exchange.hasEnded()) {
      line.flush();
      if (kept.isEmpty() && line.isWritable()) {
        door.release();
      }
    }
  }

  /** There is room again. */
  void goOn(UpstreamLine line) {
    if (!kept.isEmpty()) {
      drain(line);
    } else if (exchange.mayPass()) {
      door.release();
    }
  }

  void release() {
    kept.forEach(ReferenceCountUtil::release);
    kept.clear();
  }

  private static int size(Object message) {
    return message instanceof HttpContent content
        ? content.content().readableBytes()
        : message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
  }
}
