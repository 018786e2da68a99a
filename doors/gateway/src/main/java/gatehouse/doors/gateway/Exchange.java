package gatehouse.doors.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.GATEWAY_TIMEOUT;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the decision to the last byte. Lives on one event loop; only
 * {@link #cut} comes from elsewhere.
 */
final class Exchange {
  private final Lane lane;
  private final Parts parts;
  private final Door door;
  private final HttpRequest request;
  private final boolean head;
  private final boolean bodyless;
  private final Upload up;
  private final Download down;
  private final Reception reception;
  private final Patience patience;
  private final Passage passage;
  private final Tries tries;
  private @Nullable Target target;
  private @Nullable UpstreamLine line;
  private boolean retried;
  private boolean lineGone;
  private boolean callerGoesOn;
  private boolean ended;

  Exchange(Lane lane, Door door, HttpRequest request) {
    this.lane = lane;
    this.parts = lane.parts;
    this.door = door;
    this.request = request;
    this.head = request.method().equals(HttpMethod.HEAD);
    this.bodyless = RequestRules.isBodyless(request);
    this.up = new Upload(this, door, bodyless);
    this.down = new Download(this, door, request, parts.config().tls() != null);
    this.reception = new Reception(this, lane, door, request);
    this.patience = new Patience(lane.now());
    this.passage = new Passage(parts.lease());
    this.tries = new Tries(parts.directory());
    this.callerGoesOn = HttpUtil.isKeepAlive(request);
  }

  /** Reads the request, decides, and goes on or answers. */
  void begin() {
    reception.begin();
  }

  /** Takes the right that was granted; false where nobody waits for it any more. */
  boolean granted(LiveConnection granted) {
    if (ended) {
      granted.close();
      return false;
    }
    passage.grant(granted);
    return true;
  }

  void dial(Target to) {
    target = to;
    tries.goTo(to.run());
    lane.dial(this, to, retried, isReplayable());
  }

  /** Whether our own web server answers, rather than somebody's workload. */
  boolean isAnsweredByUs() {
    Target to = target;
    return to != null && to.ours();
  }

  private boolean isReplayable() {
    return bodyless && RequestRules.isIdempotent(request.method());
  }

  void connected(UpstreamLine fresh) {
    Target to = target;
    if (ended || to == null) {
      lane.keep(fresh);
      return;
    }
    line = fresh;
    fresh.serve(this, head);
    fresh.write(reception.onward(to, passage.right(), !bodyless));
    up.begin(fresh);
  }

  void unreachable() {
    tryAnother(true);
  }

  /** What was not taken, or may be said again, is said to another run. */
  private void tryAnother(boolean may) {
    lineGone = false;
    line = null;
    tries.wasDead();
    if (!ended && !(may && reception.triesAnother(tries.dead()))) {
      answer(reception.nobodyThere());
    }
  }

  boolean mayPass() {
    return passage.isOpen();
  }

  boolean hasEnded() {
    return ended;
  }

  @Nullable String upgrade() {
    return reception.upgrade();
  }

  void becomes(ConnectionKind kind) {
    passage.becomes(kind);
  }

  /** Whether another request of this caller may follow, as far as is known. */
  boolean callerMayGoOn() {
    return callerGoesOn && !lane.isDraining() && !door.isInputEnded();
  }

  void callerGoesOn(boolean goesOn) {
    callerGoesOn = goesOn;
  }

  void fromClient(Object message) {
    if (ended || (bodyless && !down.isSpliced() && message instanceof HttpContent)) {
      ReferenceCountUtil.release(message);
      return;
    }
    patience.moved();
    up.offer(line, message);
  }

  void brokenBody() {
    if (down.hasBegun()) {
      abort();
    } else {
      callerGoesOn = false;
      refuse(reception.unreadableBody(), false);
    }
  }

  void fromUpstream(Object message) {
    if (ended) {
      ReferenceCountUtil.release(message);
      return;
    }
    patience.moved();
    down.offer(line, message);
  }

  void hold() {
    lane.hold(this);
    door.brake();
    UpstreamLine present = line;
    if (present != null) {
      present.brake();
    }
  }

  /** Goes on, where the right still stands and the lease is held. */
  void resume() {
    if (ended || !mayPass()) {
      return;
    }
    lane.letGo(this);
    patience.moved();
    UpstreamLine present = line;
    if (present != null) {
      up.drain(present);
    }
    down.drain(present);
    if (ended) {
      return;
    }
    door.flush();
    if (!down.isEmpty()) {
      hold();
    } else if (lineGone) {
      lineEnded();
    } else {
      clientWritable();
      if (up.isEmpty()) {
        door.release();
      }
    }
  }

  void flushUp() {
    UpstreamLine present = line;
    if (present != null) {
      present.flush();
    }
  }

  void flushDown() {
    door.flush();
  }

  void clientWritable() {
    UpstreamLine present = line;
    if (present != null && down.isEmpty() && door.isWritable()) {
      present.release();
    }
  }

  void upstreamWritable() {
    UpstreamLine present = line;
    if (present != null) {
      up.goOn(present);
    }
  }

  void answer(Answer answer) {
    refuse(answer, Pages.isForPeople(request));
  }

  void refuse(Answer answer, boolean forPeople) {
    say(() -> Pages.render(answer, forPeople));
  }

  /** Answers with what is said here, unless an answer has begun. */
  void say(Supplier<FullHttpResponse> said) {
    if (ended) {
      return;
    }
    if (down.hasBegun()) {
      abort();
      return;
    }
    FullHttpResponse response = said.get();
    boolean goesOn = callerMayGoOn() && up.isReceived();
    HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), goesOn);
    down.begin();
    door.write(response);
    door.flush();
    end(goesOn);
  }

  /** The answer is complete. */
  void finish() {
    UpstreamLine present = line;
    if (present != null && up.isSent() && down.leavesLineReusable()) {
      line = null;
      present.rest();
      lane.keep(present);
    }
    door.flush();
    end(callerGoesOn && up.isReceived() && up.isSent());
  }

  private void end(boolean goesOn) {
    boolean unread = !up.isReceived();
    release();
    door.ended(goesOn, unread);
  }

  /** Ends the exchange without an end of the answer. */
  void abort() {
    if (!ended) {
      release();
      door.abort();
    }
  }

  private void release() {
    ended = true;
    reception.over();
    tries.over();
    lane.letGo(this);
    passage.close();
    UpstreamLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
    up.release();
    down.release();
    if (request instanceof FullHttpRequest full && full.refCnt() > 0) {
      full.release();
    }
  }

  /** The right ended: nothing passes from here on, and both ends are closed soon. */
  void cut() {
    lane.cuts.add(this);
  }

  /** Ends the caller's side; what is left to close of the other. */
  @Nullable UpstreamLine cutOff() {
    UpstreamLine open = line;
    line = null;
    if (open != null) {
      open.abandon();
    }
    abort();
    return open;
  }

  void clientClosed() {
    if (!ended) {
      release();
    }
  }

  void clientHalfClosed() {
    UpstreamLine present = line;
    if (down.isSpliced() && present != null) {
      if (up.isEmpty()) {
        present.flush();
        present.shutdownOutput();
      }
    } else if (!up.isReceived() || passage.isEndless()) {
      // A caller that went away is told from one that only stopped sending by what it waits for.
      abort();
    }
  }

  void upstreamHalfClosed() {
    if (!down.isSpliced()) {
      return;
    }
    if (door.isInputEnded()) {
      lineGone = true;
      lineEnded();
    } else if (down.isEmpty()) {
      door.shutdownOutput();
    }
  }

  void upstreamClosed() {
    lineGone = true;
    if (!ended && down.isEmpty()) {
      lineEnded();
    }
  }

  private void lineEnded() {
    UpstreamLine present = line;
    Target to = target;
    if (ended || present == null || to == null) {
      return;
    }
    if (down.isSpliced()) {
      release();
      door.closeWhenWritten();
    } else if (down.hasBegun()) {
      abort();
    } else if (present.isUsed() && !retried && isReplayable()) {
      retried = true;
      lineGone = false;
      line = null;
      dial(to);
    } else if (to.dialPort() != 0) {
      tryAnother(isReplayable());
    } else {
      broken("It closed the connection without an answer.");
    }
  }

  void broken(String how) {
    answer(reception.noAnswer(how));
  }

  /** Ends what has stood still for too long. */
  void watch(long now) {
    if (ended || !mayPass()) {
      patience.moved();
      return;
    }
    long pending = door.pending() * 31 + (line == null ? 0 : line.pending());
    long still = patience.stillFor(now, pending);
    GatewayLimits limits = parts.limits();
    boolean begun = down.hasBegun() || reception.isTalk();
    if (!door.isWritable() && still > limits.stall().toNanos()) {
      abort();
    } else if (!begun && up.isLate(line, now, still, limits, isAnsweredByUs())) {
      answer(Answer.lateBody());
    } else if (line != null && !begun && still > limits.firstByte().toNanos()) {
      answer(Answer.of(GATEWAY_TIMEOUT, "No answer", "There was no answer in time."));
    } else if (begun && still > limits.silence().toNanos()) {
      abort();
    }
  }
}
