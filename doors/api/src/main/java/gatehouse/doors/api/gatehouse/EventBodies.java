package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.news.Headline;
import gatehouse.core.news.News.Mark;
import gatehouse.core.news.News.Told;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.doors.wire.gatehouse.EventBody;
import gatehouse.doors.wire.gatehouse.UserBody;
import gatehouse.doors.wire.gatehouse.WorkloadBody;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes headlines into events for one caller, or into none where the caller may not hear of it.
 * What an event is about is read once, however many follow.
 */
public final class EventBodies {
  private static final int READINGS_KEPT = 512;

  private final AdministrationStore store;
  private final WorkloadStore workloads;
  private final UserBodies users;
  private final WorkloadBodies workloadBodies;
  private final InstantSource clock;
  private final Map<Mark, Reading> readings =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mark, Reading> eldest) {
          return size() > READINGS_KEPT;
        }
      };

  public EventBodies(
      AdministrationStore store,
      WorkloadStore workloads,
      UserBodies users,
      WorkloadBodies workloadBodies,
      InstantSource clock) {
    this.store = store;
    this.workloads = workloads;
    this.users = users;
    this.workloadBodies = workloadBodies;
    this.clock = clock;
  }

  /** What a headline is about, read after it was told: no older than it. */
  private record Reading(
      @Nullable ProjectId project,
      @Nullable UserWithRoles user,
      int running,
      long asOf,
      @Nullable Workload workload) {}

  List<EventBody> of(Caller caller, ProjectId project, Set<EventTopic> topics, Told told) {
    return told.headline().subject().kind() == Subject.Kind.WORKLOAD
        ? workload(caller, project, topics, told).stream().toList()
        : person(caller, project, topics, told);
  }

  private List<EventBody> person(
      Caller caller, ProjectId project, Set<EventTopic> topics, Told told) {
    Subject subject = told.headline().subject();
    var events = new ArrayList<EventBody>();
    if (topics.contains(EventTopic.USERS)
        && subject.kind() == Subject.Kind.USER
        && may(caller, Permission.USER_READ, project)) {
      user(caller, project, told).ifPresent(events::add);
    }
    boolean followsCredentials =
        topics.contains(EventTopic.TOKENS) || topics.contains(EventTopic.SESSIONS);
    if (followsCredentials && mayHearOfCredentials(caller, project, subject, told)) {
      events.add(
          new EventBody(
              told.mark().toString(),
              "access.changed",
              Map.of("subject", subject.toString()),
              null,
              null));
    }
    return events;
  }

  private boolean mayHearOfCredentials(
      Caller caller, ProjectId project, Subject subject, Told told) {
    Standing standing = caller.standingOrNull();
    if (standing != null && standing.subject().equals(subject)) {
      return true;
    }
    return may(caller, Permission.USER_READ, project)
        && may(caller, Permission.SESSION_READ, project)
        && (subject.kind() == Subject.Kind.ACCOUNT || project.equals(read(told).project()));
  }

  private Optional<EventBody> user(Caller caller, ProjectId project, Told told) {
    Reading reading = read(told);
    if (!project.equals(reading.project())) {
      return Optional.empty();
    }
    if (reading.user() == null) {
      String id = told.headline().subject().key();
      return Optional.of(gone(told, "user.deleted", Integer.valueOf(id), reading.asOf()));
    }
    UserBody body = users.of(caller, reading.user(), reading.running(), reading.asOf());
    return Optional.of(
        new EventBody(
            told.mark().toString(), "user.changed", body, reading.asOf(), body.allowedActions()));
  }

  private Optional<EventBody> workload(
      Caller caller, ProjectId project, Set<EventTopic> topics, Told told) {
    Headline headline = told.headline();
    WorkloadKind kind = WorkloadKind.valueOf(headline.kind().toUpperCase(Locale.ROOT));
    EventTopic topic =
        switch (kind) {
          case NOTEBOOK -> EventTopic.NOTEBOOKS;
          case JOB -> EventTopic.JOBS;
          case APP -> EventTopic.APPS;
        };
    if (!topics.contains(topic) || !project.equals(headline.project())) {
      return Optional.empty();
    }
    Workload workload = read(told).workload();
    if (workload == null) {
      String id = headline.subject().key();
      return may(caller, Deed.READ.with(kind), project)
          ? Optional.of(gone(told, kind.word() + ".deleted", id, null))
          : Optional.empty();
    }
    if (!Access.decide(caller, Deed.READ.with(kind), workload.resource(), clock.instant())
        .allowed()) {
      return Optional.empty();
    }
    WorkloadBody body = workloadBodies.of(caller, workload);
    return Optional.of(
        new EventBody(
            told.mark().toString(),
            kind.word() + ".changed",
            body,
            body.version(),
            body.allowedActions()));
  }

  private static EventBody gone(Told told, String type, Object id, @Nullable Long version) {
    return new EventBody(told.mark().toString(), type, Map.of("id", id), version, null);
  }

  private boolean may(Caller caller, Permission permission, ProjectId project) {
    return Access.decide(caller, permission, Resource.of(project), clock.instant()).allowed();
  }

  private Reading read(Told told) {
    synchronized (readings) {
      Reading known = readings.get(told.mark());
      if (known != null) {
        return known;
      }
    }
    Reading fresh = readAnew(told.headline());
    synchronized (readings) {
      readings.put(told.mark(), fresh);
    }
    return fresh;
  }

  private Reading readAnew(Headline headline) {
    long asOf = users.version();
    Subject subject = headline.subject();
    return switch (subject.kind()) {
      case USER -> {
        UserId id = UserId.of(subject.key());
        ProjectId project = store.projectOf(id).orElse(null);
        UserWithRoles user = project == null ? null : store.user(project, id).orElse(null);
        yield new Reading(project, user, user == null ? 0 : users.running(subject), asOf, null);
      }
      case ACCOUNT, PROJECT -> new Reading(null, null, 0, asOf, null);
      case WORKLOAD ->
          new Reading(
              headline.project(),
              null,
              0,
              asOf,
              workloads.find(WorkloadId.of(subject.key())).orElse(null));
    };
  }
}
