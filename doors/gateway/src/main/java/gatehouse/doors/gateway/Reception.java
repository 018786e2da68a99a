package gatehouse.doors.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_GATEWAY;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Presented;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadDirectory.Route;
import gatehouse.doors.gateway.Destination.Malformed;
import gatehouse.doors.gateway.Destination.ToWorkload;
import gatehouse.doors.gateway.Destination.Unknown;
import gatehouse.doors.gateway.Destination.Web;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Receives one request: reads where it goes, has it decided, and finds what answers it. */
final class Reception implements Admission.Outcome {
  private final Exchange exchange;
  private final Lane lane;
  private final Parts parts;
  private final Door door;
  private final HttpRequest request;
  private String host = "";
  private @Nullable ToWorkload workload;
  private @Nullable String upgrade;
  private Predicate<String> withheld = Withheld.passwords();
  private boolean namesUs;
  private @Nullable Waiting waiting;

  Reception(Exchange exchange, Lane lane, Door door, HttpRequest request) {
    this.exchange = exchange;
    this.lane = lane;
    this.parts = lane.parts;
    this.door = door;
    this.request = request;
  }

  /** The protocol the request asks to change to, or null. */
  @Nullable String upgrade() {
    return upgrade;
  }

  /** Whether it is a talk in which both sides may be silent, before the first word too. */
  boolean isTalk() {
    ToWorkload to = workload;
    return to != null && to.isGrpc();
  }

  void begin() {
    RequestRules.Fault fault = RequestRules.check(request);
    if (fault != null) {
      exchange.callerGoesOn(false);
      exchange.refuse(Answer.of(fault.status(), "That cannot be read", fault.sentence()), false);
      return;
    }
    host = request.headers().get(HttpHeaderNames.HOST, "");
    upgrade = door.isStream() ? null : HeaderRules.upgrade(request.headers());
    switch (parts.destinations().of(host)) {
      case Web web -> {
        if (KeySet.isFor(request)) {
          exchange.say(parts.keys()::answer);
        } else {
          exchange.dial(parts.web());
        }
      }
      case ToWorkload one -> enter(one);
      case Unknown unknown ->
          exchange.answer(
              Answer.of(MISDIRECTED_REQUEST, "Not here", "No host of that name is served here."));
      case Malformed malformed -> {
        exchange.callerGoesOn(false);
        exchange.answer(
            Answer.of(HttpResponseStatus.BAD_REQUEST, "Not a host", "The Host is malformed."));
      }
    }
  }

  private void enter(ToWorkload to) {
    workload = to;
    if (KeySet.isFor(request)) {
      exchange.say(parts.keys()::answer);
      return;
    }
    if (!parts.lease().held()) {
      exchange.answer(
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
      Entry.handle(parts, lane.loop, request, to, door.peer(), exchange::answer);
    } else if (reachable.resource().isPublic()) {
      admitPublicly(reachable);
    } else {
      admit(reachable);
    }
  }

  /**
   * Anybody may come in; but who has a name here and sends their password along keeps it. Names are
   * looked up off the loop, and where they cannot be, nothing is passed on.
   */
  private void admitPublicly(Reachable reachable) {
    List<String> names = Withheld.names(request.headers().getAll(HttpHeaderNames.AUTHORIZATION));
    if (names.isEmpty()) {
      admit(reachable);
      return;
    }
    try {
      parts
          .blocking()
          .execute(
              () -> {
                boolean ours = areOurs(names);
                lane.loop.execute(
                    () -> {
                      namesUs = ours;
                      admit(reachable);
                    });
              });
    } catch (RejectedExecutionException e) {
      refused(new Unavailable("The server is stopping."));
    }
  }

  private boolean areOurs(List<String> names) {
    try {
      return names.stream().anyMatch(parts.signIn()::isName);
    } catch (Refused e) {
      return true;
    }
  }

  private void admit(Reachable reachable) {
    HttpHeaders headers = request.headers();
    List<Presented> presented =
        reachable.resource().isPublic()
            ? List.of()
            : Presentation.in(headers, host, door.peer().isSecure(headers));
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
    if (!exchange.granted(granted)) {
      return;
    }
    ToWorkload to = workload;
    Reachable reachable =
        to == null ? null : parts.directory().find(to.kind(), to.id()).orElse(null);
    if (to == null || reachable == null) {
      refused(new NotFound("workload", ""));
      return;
    }
    withheld = withheld(by, reachable);
    if (!reachable.running()) {
      if (!wakes(reachable)) {
        exchange.answer(Absent.notRunning(reachable));
      }
      return;
    }
    if (!goesOn(reachable, to, Set.of()) && !isToldNow(reachable, to)) {
      waitsFor(reachable);
    }
  }

  /**
   * Answers one that has no way to go, unless its way is being asked for. That it is not is looked
   * at before the way is looked for once more, for it may be there by then.
   */
  private boolean isToldNow(Reachable reachable, ToWorkload to) {
    if (parts.directory().isAsking(reachable)) {
      return false;
    }
    if (!goesOn(reachable, to, Set.of())) {
      exchange.answer(Absent.nothingAnswers(reachable, to.port()));
    }
    return true;
  }

  /**
   * Has it woken for who was let in: people see a page that looks again, programs wait. False where
   * it does not come up by itself.
   */
  private boolean wakes(Reachable reachable) {
    if (!parts.directory().wake(reachable)) {
      return false;
    }
    if (Pages.isForPeople(request)) {
      exchange.answer(Absent.waking(reachable));
    } else {
      waitsFor(reachable);
    }
    return true;
  }

  private void waitsFor(Reachable reachable) {
    if (parts.waiting().enter(reachable.id())) {
      var guest = new Waiting(lane, reachable.id(), this::isSettledNow, this::waitedTooLong);
      waiting = guest;
      guest.begin();
    } else {
      exchange.answer(Absent.tooManyWait(reachable));
    }
  }

  /** Looks again for one that waits; whether it has gone on or was answered. */
  private boolean isSettledNow() {
    if (exchange.hasEnded()) {
      return true;
    }
    if (!exchange.mayPass()) {
      // Who lost their right is cut off; where the lease is lost, it may come back.
      return false;
    }
    ToWorkload to = workload;
    Reachable reachable =
        to == null ? null : parts.directory().find(to.kind(), to.id()).orElse(null);
    if (to == null || reachable == null) {
      refused(new NotFound("workload", ""));
    } else if (!reachable.running()) {
      if (parts.directory().wake(reachable)) {
        return false;
      }
      exchange.answer(Absent.notRunning(reachable));
    } else {
      return goesOn(reachable, to, Set.of()) || isToldNow(reachable, to);
    }
    return true;
  }

  private void waitedTooLong() {
    exchange.answer(nobodyThere());
  }

  /** The exchange is over: nobody waits any more. */
  void over() {
    Waiting guest = waiting;
    waiting = null;
    if (guest != null) {
      guest.over();
    }
  }

  private boolean goesOn(Reachable reachable, ToWorkload to, Set<RunId> dead) {
    Optional<Route> route = parts.directory().route(reachable, to.port(), dead);
    route.ifPresent(found -> exchange.dial(Target.of(found, parts.transport(), to.isGrpc())));
    return route.isPresent();
  }

  /** Goes on to a run that was not found dead; false where there is none. */
  boolean triesAnother(Set<RunId> dead) {
    ToWorkload to = workload;
    Reachable reachable =
        to == null ? null : parts.directory().find(to.kind(), to.id()).orElse(null);
    if (to == null || reachable == null) {
      return false;
    }
    return reachable.running() ? goesOn(reachable, to, dead) : wakes(reachable);
  }

  private Predicate<String> withheld(Presented by, Reachable reachable) {
    if (namesUs || by instanceof Presented.Bearer || by instanceof Presented.Basic) {
      return Withheld.all();
    }
    return reachable.resource().isPublic()
        ? Withheld.ourPasswords(parts.signIn())
        : Withheld.passwords();
  }

  @Override
  public void refused(Refusal refusal) {
    ToWorkload to = workload;
    if (refusal instanceof Refusal.Unauthenticated && to != null && Pages.isForPeople(request)) {
      exchange.answer(Entry.signIn(parts.config(), to, request.uri()));
    } else {
      Answer answer = Answer.to(refusal);
      exchange.answer(
          request.headers().contains("Sec-Fetch-Mode") ? answer.withoutBasic() : answer);
    }
  }

  /** The right ended. */
  @Override
  public void cut() {
    exchange.cut();
  }

  /** The head as it goes on. */
  HttpRequest onward(Target to, @Nullable LiveConnection right, boolean hasBody) {
    var facts =
        new Onward.Facts(
            host,
            workload,
            right == null ? null : right.caller(),
            withheld,
            upgrade,
            hasBody && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
    return Onward.head(parts, door.peer(), request, facts, to);
  }

  /** What is said where nothing answers. */
  Answer nobodyThere() {
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

  /** What is said where the other side is there and gives no readable answer. */
  Answer noAnswer(String how) {
    String who = whoAnswers();
    return Answer.of(BAD_GATEWAY, who + " did not answer", who + " is there. " + how);
  }

  /** What is said about a body that breaks its own framing. */
  Answer unreadableBody() {
    return Answer.of(BAD_REQUEST, "That cannot be read", "The body is malformed.");
  }

  /** Who should answer, to begin a sentence. */
  private String whoAnswers() {
    ToWorkload to = workload;
    return to == null ? "The web server" : "The " + to.kind().word();
  }
}
