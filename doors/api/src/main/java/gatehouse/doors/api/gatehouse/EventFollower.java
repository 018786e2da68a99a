package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.news.News;
import gatehouse.doors.web.Events;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.EventBody;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One open stream of events: decides anew before each event whether it may be heard. */
final class EventFollower {
  private static final int MOST_UNKNOWN = 2;

  private final Events out;
  private final News news;
  private final PrincipalView view;
  private final EventBodies bodies;
  private final ProjectId project;
  private final Set<EventTopic> topics;
  private final InstantSource clock;
  private Caller caller;
  private Rights rights;

  EventFollower(
      Events out,
      News news,
      PrincipalView view,
      EventBodies bodies,
      ProjectId project,
      Set<EventTopic> topics,
      Caller caller,
      InstantSource clock) {
    this.out = out;
    this.news = news;
    this.view = view;
    this.bodies = bodies;
    this.project = project;
    this.topics = topics;
    this.clock = clock;
    this.caller = caller;
    this.rights = Rights.of(caller, clock.instant());
  }

  /** What the caller's allowed actions follow from. */
  private record Rights(List<String> roles, @Nullable UserStatus status, @Nullable Instant endsAt) {
    static Rights of(Caller caller, Instant now) {
      Standing standing = caller.standingOrNull();
      return new Rights(
          caller.roleNamesAt(now),
          standing == null ? null : standing.status(),
          standing == null ? null : standing.endsAt());
    }
  }

  /**
   * Sends until the stream is cut, or its reader or credential gone.
   *
   * @param since where the reader left off; empty for one that begins anew
   * @param comesBack whether the reader says that it was here before
   */
  void follow(Optional<News.Mark> since, boolean comesBack, Duration beat) throws IOException {
    News.Mark mark = since.orElseGet(news::now);
    boolean lost = comesBack && since.isEmpty();
    send(new EventBody(mark.toString(), lost ? "resync" : "hello", null, null, null));
    int unknown = 0;
    while (out.outflow().isOpen()) {
      News.Issue issue;
      try {
        issue = news.after(mark, beat);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      mark = issue.upTo();
      Caller fresh = view.refreshed(caller).orElse(null);
      if (fresh == null) {
        // Nothing more is said. The node is about to cut it and to count it in the receipt of the
        // change; where it does not, it ends here.
        if (++unknown > MOST_UNKNOWN) {
          return;
        }
        continue;
      }
      unknown = 0;
      caller = fresh;
      tell(issue);
    }
  }

  private void tell(News.Issue issue) throws IOException {
    String upTo = issue.upTo().toString();
    Rights now = Rights.of(caller, clock.instant());
    if (!now.equals(rights)) {
      rights = now;
      // Without the new mark: what comes after it in this issue would else not be replayed.
      send(new EventBody("", "session-changed", null, null, null));
    }
    if (issue.missed()) {
      send(new EventBody(upTo, "resync", null, null, null));
      return;
    }
    for (News.Told told : issue.told()) {
      for (EventBody event : bodies.of(caller, project, topics, told)) {
        send(event);
      }
    }
    out.beat(upTo);
  }

  private void send(EventBody event) throws IOException {
    out.send(event.id(), "", Json.text(event));
  }
}
