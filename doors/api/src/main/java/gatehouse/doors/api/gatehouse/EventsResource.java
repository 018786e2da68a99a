package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.News;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Events;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What changes, told as it happens to whoever may know. */
public final class EventsResource implements Resource {
  /** So many streams may somebody have open at one node; a browser needs one. */
  static final int MOST_STREAMS = 16;

  private final News news;
  private final LiveConnections connections;
  private final PrincipalView view;
  private final EventBodies bodies;
  private final Duration beat;
  private final InstantSource clock;
  private final ConcurrentHashMap<Subject, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param beat after so long without an event a sign of life is sent
   */
  public EventsResource(
      News news,
      LiveConnections connections,
      PrincipalView view,
      EventBodies bodies,
      Duration beat,
      InstantSource clock) {
    this.news = news;
    this.connections = connections;
    this.view = view;
    this.bodies = bodies;
    this.beat = beat;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    // What may be heard is decided event by event.
    routes.add("GET", "/v1/gatehouse/events", new Guard.SignedIn(), this::open);
  }

  private Reply open(Call call) {
    Caller caller = call.caller();
    ProjectId project =
        call.query("project").filter(p -> !p.isEmpty()).map(call::project).orElseGet(call::project);
    var topics = EventTopic.in(call.queryAll("topics"));
    String last =
        call.header("Last-Event-ID").or(() -> call.query("lastEventId")).orElse("").strip();
    Optional<News.Mark> since = news.mark(last);
    return Reply.events(
            out ->
                bounded(
                    caller,
                    () -> {
                      var follower =
                          new EventFollower(
                              out, news, view, bodies, project, topics, caller, clock);
                      follow(out, caller, project, follower, since, !last.isEmpty());
                    }))
        .header("X-Accel-Buffering", "no");
  }

  private void follow(
      Events out,
      Caller caller,
      ProjectId project,
      EventFollower follower,
      Optional<News.Mark> since,
      boolean comesBack)
      throws IOException {
    try (var _ =
        connections.openForMember(
            ConnectionKind.EVENT_STREAM, caller, project, out.outflow()::cut)) {
      follower.follow(since, comesBack, beat);
    }
  }

  private interface Stream {
    void run() throws IOException;
  }

  private void bounded(Caller caller, Stream stream) throws IOException {
    Standing standing = caller.standingOrNull();
    if (standing == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    Subject subject = standing.subject();
    if (open.merge(subject, 1, Integer::sum) > MOST_STREAMS) {
      leave(subject);
      throw new Refused(
          new TooMany("event streams opened by " + standing.name(), Duration.ofSeconds(5)));
    }
    try {
      stream.run();
    } finally {
      leave(subject);
    }
  }

  private void leave(Subject subject) {
    open.computeIfPresent(subject, (key, count) -> count == 1 ? null : count - 1);
  }
}
