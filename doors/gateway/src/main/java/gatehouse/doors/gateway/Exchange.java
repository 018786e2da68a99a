package gatehouse.doors.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_GATEWAY;
import static io.netty.handler.codec.http.HttpResponseStatus.GATEWAY_TIMEOUT;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Presented;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.doors.gateway.Destination.Malformed;
import gatehouse.doors.gateway.Destination.ToWorkload;
import gatehouse.doors.gateway.Destination.Unknown;
import gatehouse.doors.gateway.Destination.Web;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the decision to the last byte. Lives on one event loop; only
 * {@link #cut} comes from elsewhere.
 */
final class Exchange implements Admission.Outcome {
  private static final int MOST_KEPT = 64 * 1024;

  private final Lane lane;
  private final Parts parts;
  private final Door door;
  private final HttpRequest request;
  private final boolean head;
  private final boolean keepAlive;
  private final boolean bodyless;
  private final ArrayDeque<Object> up = new ArrayDeque<>(4);
  private final ArrayDeque<Object> down = new ArrayDeque<>(4);
  private final Patience patience;
  private String host = "";
  private @Nullable ToWorkload workload;
  private @Nullable String upgrade;
  private boolean keepsAuthorization = true;
  private @Nullable LiveConnection right;
  private @Nullable Target target;
  private @Nullable UpstreamLine line;
  private int keptUp;
  private boolean received;
  private boolean sent;
  private boolean answering;
  private boolean informing;
  private boolean spliced;
  private boolean retried;
  private boolean lineReusable;
  private boolean lineGone;
  private boolean callerGoesOn;
  private boolean ended;

  Exchange(Lane lane, Door door, HttpRequest request) {
    this.lane = lane;
    this.parts = lane.parts;
    this.door = door;
    this.request = request;
    this.head = request.method().equals(HttpMethod.HEAD);
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.bodyless = isBodyless(request);
    this.received = bodyless;
    this.patience = new Patience(lane.now());
  }

  private static boolean isBodyless(HttpRequest request) {
    if (request instanceof FullHttpRequest full) {
      return !full.content().isReadable();
    }
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && (length == null || length.equals("0"));
  }

  // From the request to the line.

  void begin() {
    RequestRules.Fault fault = RequestRules.check(request);
    if (fault != null) {
      callerGoesOn = false;
      refuse(Answer.of(fault.status(), "That cannot be read", fault.sentence()), false);
      return;
    }
    callerGoesOn = keepAlive;
    host = request.headers().get(HttpHeaderNames.HOST, "");
    upgrade = door.isStream() ? null : HeaderRules.upgrade(request.headers());
    switch (parts.destinations().of(host)) {
      case Web web -> dial(parts.web());
      case ToWorkload one -> enter(one);
      case Unknown unknown ->
          answer(
              Answer.of(MISDIRECTED_REQUEST, "Not here", "No host of that name is served here."));
      case Malformed malformed -> {
        callerGoesOn = false;
        answer(Answer.of(HttpResponseStatus.BAD_REQUEST, "Not a host", "The Host is malformed."));
      }
    }
  }

  private void enter(ToWorkload to) {
    workload = to;
    if (!parts.lease().held()) {
      answer(
          Answer.to(
              new Unavailable(
                  "This node cannot reach its database, so it lets nobody in. Try again in a"
                      + " moment.")));
      return;
    }
    Reachable reachable = parts.directory().find(to.kind(), to.id()).orElse(null);
    if (reachable == null) {
      refused(new NotFound(to.kind().word(), to.id().toString()));
    } else if (Entry.isFor(request.uri())) {
      Entry.handle(parts, lane.loop, request, to, door.peer(), this::answer);
    } else {
      admit(reachable);
    }
  }

  private void admit(Reachable reachable) {
    HttpHeaders headers = request.headers();
    List<Presented> presented =
        reachable.resource().isPublic() ? List.of() : Presentation.in(headers, host);
    String accept = headers.get(HttpHeaderNames.ACCEPT);
    ConnectionKind kind =
        accept != null && accept.contains("text/event-stream")
            ? ConnectionKind.EVENT_STREAM
            : ConnectionKind.HTTP;
    String address = door.peer().caller(headers, parts.proxies());
    new Admission(parts, lane.loop, reachable, presented, address, kind, this).decide();
  }

  @Override
  public void admitted(LiveConnection granted, Presented by) {
    if (ended) {
      granted.close();
      return;
    }
    right = granted;
    keepsAuthorization = !(by instanceof Presented.Bearer || by instanceof Presented.Basic);
    ToWorkload to = workload;
    Reachable reachable =
        to == null ? null : parts.directory().find(to.kind(), to.id()).orElse(null);
    if (to == null || reachable == null) {
      refused(new NotFound("workload", ""));
      return;
    }
    if (!reachable.running()) {
      answer(Absent.notRunning(reachable));
      return;
    }
    Upstream upstream = parts.directory().upstream(reachable, to.port()).orElse(null);
    if (upstream == null) {
      answer(Absent.nothingAnswers(reachable, to.port()));
    } else {
      dial(Target.of(upstream, parts.transport()));
    }
  }

  @Override
  public void refused(Refusal refusal) {
    ToWorkload to = workload;
    if (refusal instanceof Refusal.Unauthenticated && to != null && Pages.isForPeople(request)) {
      answer(Entry.signIn(parts.config(), to, request.uri()));
    } else {
      Answer answer = Answer.to(refusal);
      answer(request.headers().contains("Sec-Fetch-Mode") ? answer.withoutBasic() : answer);
    }
  }

  private void dial(Target to) {
    target = to;
    lane.dial(this, to, retried, isReplayable());
  }

  private boolean isReplayable() {
    HttpMethod method = request.method();
    return bodyless
        && (head
            || method.equals(HttpMethod.GET)
            || method.equals(HttpMethod.OPTIONS)
            || method.equals(HttpMethod.PUT)
            || method.equals(HttpMethod.DELETE));
  }

  void connected(UpstreamLine fresh) {
    Target to = target;
    if (ended || to == null) {
      lane.keep(fresh);
      return;
    }
    line = fresh;
    fresh.serve(this, head);
    fresh.write(Onward.head(parts, door.peer(), request, facts(), to));
    if (bodyless) {
      fresh.write(LastHttpContent.EMPTY_LAST_CONTENT);
      sent = true;
    }
    drainUp();
    fresh.flush();
  }

  private Onward.Facts facts() {
    LiveConnection present = right;
    return new Onward.Facts(
        host,
        workload,
        present == null ? null : present.caller(),
        keepsAuthorization,
        upgrade,
        !bodyless && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
  }

  void unreachable() {
    if (!ended) {
      answer(nobodyThere());
    }
  }

  private Answer nobodyThere() {
    ToWorkload to = workload;
    Reachable reachable =
        to == null ? null : parts.directory().find(to.kind(), to.id()).orElse(null);
    if (to == null) {
      return Answer.of(
              SERVICE_UNAVAILABLE, "Starting", "The server is starting: try again in a moment.")
          .tryAgainIn(1);
    }
    if (reachable == null) {
      return Answer.to(new NotFound(to.kind().word(), to.id().toString()));
    }
    return reachable.running()
        ? Absent.nothingAnswers(reachable, to.port())
        : Absent.notRunning(reachable);
  }

  // What passes.

  /** Whether bytes may pass now: their right stands, and this node may say so. */
  private boolean mayPass() {
    LiveConnection present = right;
    return present == null || (present.isOpen() && parts.lease().held());
  }

  void fromClient(Object message) {
    if (ended || (bodyless && !spliced && message instanceof HttpContent)) {
      ReferenceCountUtil.release(message);
      return;
    }
    patience.moved();
    if (message instanceof LastHttpContent) {
      received = true;
    }
    UpstreamLine present = line;
    if (present != null && up.isEmpty() && mayPass()) {
      passUp(present, message);
      if (!ended && !present.isWritable()) {
        present.flush();
        if (!present.isWritable()) {
          door.brake();
        }
      }
      return;
    }
    up.add(message);
    keptUp += size(message);
    if (present != null && !mayPass()) {
      hold();
    } else if (keptUp > MOST_KEPT) {
      door.brake();
    }
  }

  private void passUp(UpstreamLine to, Object message) {
    if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        content.release();
        brokenBody();
        return;
      }
      if (content instanceof LastHttpContent last) {
        sent = true;
        Onward.cleanTrailers(last);
      }
    }
    to.write(message);
  }

  private void drainUp() {
    UpstreamLine present = line;
    if (present == null || up.isEmpty()) {
      return;
    }
    while (!ended && present.isWritable() && !up.isEmpty()) {
      if (!mayPass()) {
        hold();
        return;
      }
      Object message = up.remove();
      keptUp -= size(message);
      passUp(present, message);
      if (!present.isWritable()) {
        present.flush();
      }
    }
    if (!ended) {
      present.flush();
      if (up.isEmpty() && present.isWritable()) {
        door.release();
      }
    }
  }

  private void brokenBody() {
    if (answering) {
      abort();
    } else {
      callerGoesOn = false;
      refuse(
          Answer.of(
              HttpResponseStatus.BAD_REQUEST, "That cannot be read", "The body is malformed."),
          false);
    }
  }

  void fromUpstream(Object message) {
    if (ended) {
      ReferenceCountUtil.release(message);
      return;
    }
    patience.moved();
    if (!down.isEmpty() || !mayPass()) {
      down.add(message);
      hold();
    } else {
      passDown(message);
    }
  }

  private void passDown(Object message) {
    if (message instanceof HttpResponse response) {
      answerBegins(response);
    } else if (message instanceof HttpContent content) {
      answerGoesOn(content);
    } else if (spliced && message instanceof ByteBuf) {
      door.write(message);
    } else {
      ReferenceCountUtil.release(message);
    }
    UpstreamLine present = line;
    if (!ended && present != null && !door.isWritable()) {
      door.flush();
      if (!door.isWritable()) {
        present.brake();
      }
    }
  }

  private void answerBegins(HttpResponse response) {
    if (response.decoderResult().isFailure() || !Backward.isReadable(response)) {
      broken("It answered in a way that cannot be read.");
    } else if (response.status().code() == 101) {
      if (upgrade == null) {
        broken("It changed the protocol without being asked.");
      } else {
        splice(response, upgrade);
      }
    } else if (MessageCodecs.isInformational(response)) {
      informing = true;
      if (!request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
        door.write(Backward.informational(response));
        door.flush();
      }
    } else {
      answering = true;
      lineReusable = Backward.keepsLine(response, head);
      if (Backward.isEventStream(response) && right != null) {
        right.becomes(ConnectionKind.EVENT_STREAM);
      }
      callerGoesOn =
          Backward.head(response, request.protocolVersion(), head, callerGoesOn && !draining());
      door.forHead(head);
      door.write(response);
    }
  }

  private boolean draining() {
    return lane.isDraining() || door.isInputEnded();
  }

  private void answerGoesOn(HttpContent content) {
    if (informing || spliced) {
      informing &= !(content instanceof LastHttpContent);
      content.release();
    } else if (content.decoderResult().isFailure()) {
      content.release();
      abort();
    } else if (!answering) {
      content.release();
    } else {
      boolean last = content instanceof LastHttpContent;
      door.write(content);
      if (last) {
        finish();
      }
    }
  }

  private void splice(HttpResponse response, String protocol) {
    UpstreamLine present = line;
    if (present == null) {
      return;
    }
    if (right != null) {
      right.becomes(ConnectionKind.WEBSOCKET);
    }
    Backward.switching(response, protocol);
    answering = true;
    spliced = true;
    door.write(response);
    door.write(LastHttpContent.EMPTY_LAST_CONTENT);
    door.flush();
    present.dropEncoder();
    door.dropEncoder();
    door.dropDecoder();
    present.dropDecoder();
    present.flush();
  }

  // Holding still, and going on.

  private void hold() {
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
    drainUp();
    while (!ended && !down.isEmpty() && mayPass()) {
      passDown(down.remove());
    }
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
    if (present != null && up.isEmpty() && mayPass()) {
      door.release();
    } else {
      drainUp();
    }
  }

  // How it ends.

  private void answer(Answer answer) {
    refuse(answer, Pages.isForPeople(request));
  }

  private void refuse(Answer answer, boolean forPeople) {
    if (ended) {
      return;
    }
    if (answering) {
      abort();
      return;
    }
    FullHttpResponse response = Pages.render(answer, forPeople);
    boolean goesOn = callerGoesOn && received && !draining();
    HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), goesOn);
    answering = true;
    door.forHead(head);
    door.write(response);
    door.flush();
    end(goesOn);
  }

  private void finish() {
    UpstreamLine present = line;
    if (present != null && sent && lineReusable) {
      line = null;
      present.rest();
      lane.keep(present);
    }
    door.flush();
    end(callerGoesOn && received && sent);
  }

  private void end(boolean goesOn) {
    boolean unread = !received;
    release();
    door.ended(goesOn, unread);
  }

  /** Ends the exchange without an end of the answer. */
  private void abort() {
    if (!ended) {
      release();
      door.abort();
    }
  }

  private void release() {
    ended = true;
    lane.letGo(this);
    LiveConnection present = right;
    if (present != null) {
      present.close();
    }
    UpstreamLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
    up.forEach(ReferenceCountUtil::release);
    up.clear();
    down.forEach(ReferenceCountUtil::release);
    down.clear();
    if (request instanceof FullHttpRequest full && full.refCnt() > 0) {
      full.release();
    }
  }

  /** The right ended: nothing passes from here on, and both ends are closed. */
  @Override
  public void cut() {
    if (!lane.loop.isShuttingDown()) {
      lane.loop.execute(this::abort);
    }
  }

  void clientClosed() {
    if (!ended) {
      release();
    }
  }

  void clientHalfClosed() {
    UpstreamLine present = line;
    if (spliced && present != null) {
      present.flush();
      present.shutdownOutput();
    } else if (!received || isEndless()) {
      abort();
    }
  }

  /** A caller that went away is told from one that only stopped sending by what it waits for. */
  private boolean isEndless() {
    LiveConnection present = right;
    return present != null && present.kind() == ConnectionKind.EVENT_STREAM;
  }

  void upstreamHalfClosed() {
    if (!spliced) {
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
    if (spliced) {
      release();
      door.closeWhenWritten();
    } else if (answering) {
      abort();
    } else if (present.isUsed() && !retried && isReplayable()) {
      retried = true;
      lineGone = false;
      line = null;
      sent = false;
      dial(to);
    } else if (to.dialPort() != 0) {
      answer(nobodyThere());
    } else {
      broken("It closed the connection without an answer.");
    }
  }

  private void broken(String how) {
    if (answering) {
      abort();
      return;
    }
    ToWorkload to = workload;
    String who = to == null ? "The web server" : "The " + to.kind().word();
    answer(Answer.of(BAD_GATEWAY, who + " did not answer", who + " is there. " + how));
  }

  /** Ends what has stood still for too long. */
  void watch(long now) {
    if (ended || !mayPass()) {
      patience.moved();
      return;
    }
    UpstreamLine present = line;
    long pending = door.pending() * 31 + (present == null ? 0 : present.pending());
    long still = patience.stillFor(now, pending);
    GatewayLimits limits = parts.limits();
    boolean stalled = !door.isWritable() || (!received && up.isEmpty() && !answering);
    if (stalled && still > limits.stall().toNanos()) {
      abort();
    } else if (present != null && !answering && still > limits.firstByte().toNanos()) {
      answer(Answer.of(GATEWAY_TIMEOUT, "No answer", "There was no answer in time."));
    } else if (answering && still > limits.silence().toNanos()) {
      abort();
    }
  }

  private static int size(Object message) {
    return message instanceof HttpContent content
        ? content.content().readableBytes()
        : message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
  }
}
