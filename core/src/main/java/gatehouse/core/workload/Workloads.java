package gatehouse.core.workload;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Machine;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadStore.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What people do with workloads. Each deed is decided, changes what is wanted, and is acknowledged
 * when that is kept; the {@link Reconciler} does the rest.
 */
public final class Workloads {
  private final WorkloadStore store;
  private final Offer offer;
  private final Predicate<ProjectId> authorized;
  private final WorkloadEdits edits;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param authorized whether workloads may be used in a project
   * @param inForce returns when a revision is in force on every node
   * @param wake told what the reconciler and the table in memory should look at
   */
  public Workloads(
      WorkloadStore store,
      Offer offer,
      Predicate<ProjectId> authorized,
      LongConsumer inForce,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.store = store;
    this.offer = offer;
    this.authorized = authorized;
    this.edits = new WorkloadEdits(store, inForce, wake, clock);
    this.wake = wake;
    this.clock = clock;
  }

  /** Asks for a workload; one made by a scoped token gets the labels of its selector. */
  public Workload create(Actor actor, ProjectId project, WorkloadWish wish) {
    var id = new WorkloadId(UUID.randomUUID());
    WorkloadKind kind = wish.kind();
    Map<String, String> labels = labelsFor(actor.caller(), wish.common().labels());
    Access.require(
        actor.caller(), Deed.LAUNCH.with(kind), wouldBe(project, id, kind, labels), now());
    requireAuthorized(project);
    String name = kind.word() + "-" + id.toString().substring(0, 8);
    WorkloadSpec spec =
        offer
            .specOf(project, wish, labels, name)
            .withReach(Reach.of(wish.common(), actor.caller()));
    Workload workload = asked(actor, project, id, spec);
    insert(actor, workload, "create", Map.of(), tx -> {});
    return workload;
  }

  /** What a spec would be as a workload of the actor's, who may launch it. */
  Workload wanted(Actor actor, ProjectId project, WorkloadId id, WorkloadSpec spec) {
    Access.require(
        actor.caller(),
        Deed.LAUNCH.with(spec.kind()),
        wouldBe(project, id, spec.kind(), spec.labels()),
        now());
    requireAuthorized(project);
    return asked(actor, project, id, spec);
  }

  private Workload asked(Actor actor, ProjectId project, WorkloadId id, WorkloadSpec spec) {
    Standing maker = standing(actor);
    Instant now = now();
    WorkloadKind kind = spec.kind();
    var remark = new Remark(kind.name() + "_" + LifeCycle.first(kind), "Queued: asked for");
    return new Workload(
        id,
        project,
        maker.subject(),
        maker.name().value(),
        now,
        now,
        spec,
        Desired.RUNNING,
        Status.first(kind, remark, now));
  }

  /** Keeps a new workload, and what else belongs to it. */
  void insert(
      Actor actor,
      Workload workload,
      String verb,
      Map<String, String> details,
      Consumer<WorkloadChange> also) {
    Status status = workload.status();
    store.transaction(
        tx -> {
          tx.quotas().requirePossible(workload);
          tx.insert(workload);
          tx.addEvent(workload.id(), new Event(status.since(), status.state(), status.remark()));
          also.accept(tx);
          WorkloadEdits.audit(tx, actor, verb, workload, details);
          return tx.revise(Set.of(workload.subject()));
        });
    wake.accept(workload.id());
  }

  /** A workload. */
  public Workload get(Actor actor, WorkloadKind kind, WorkloadId id) {
    return require(actor, Deed.READ, kind, id);
  }

  /** A workload with which somebody may do something. */
  public Workload require(Actor actor, Deed deed, WorkloadKind kind, WorkloadId id) {
    Workload workload =
        store
            .find(id)
            .filter(found -> found.kind() == kind)
            .orElseThrow(() -> WrongState.noSuch(kind, id));
    edits.decide(actor, deed, workload);
    return workload;
  }

  /** Whether somebody may do something with a workload. */
  public boolean allows(Actor actor, Deed deed, Workload workload) {
    return Access.decide(actor.caller(), deed.with(workload.kind()), workload.resource(), now())
        .allowed();
  }

  /** The workloads the actor may read; a scoped token sees its scope. */
  public Listing list(Actor actor, WorkloadQuery query) {
    Access.require(
        actor.caller(), Deed.READ.with(query.kind()), Resource.of(query.project()), now());
    return store.list(
        actor.caller() instanceof Machine machine && !machine.token().selector().isAll()
            ? query.within(machine.token().selector())
            : query);
  }

  /** What happened to a workload, oldest first. */
  public List<Event> events(Actor actor, WorkloadKind kind, WorkloadId id, int most) {
    require(actor, Deed.READ, kind, id);
    return store.events(id, most);
  }

  /** Asks for another run of a workload that has ended. */
  public void start(Actor actor, WorkloadKind kind, WorkloadId id) {
    edits.change(
        actor,
        Deed.LAUNCH,
        kind,
        id,
        "start",
        (tx, present) -> {
          requireAuthorized(present.project());
          refuseWhere(WorkloadActions.whyNotStart(present));
          tx.quotas().requirePossible(present);
          var course = new Course(present, now());
          course.again("Queued: started again");
          course.keep(tx, present);
        });
  }

  /** Asks a workload to stop; asking once more changes nothing. */
  public void stop(Actor actor, WorkloadKind kind, WorkloadId id) {
    edits.change(
        actor,
        Deed.STOP,
        kind,
        id,
        "stop",
        (tx, present) -> {
          refuseWhere(WorkloadActions.whyNotStop(present));
          tx.update(present.wanted(Desired.STOPPED, now()));
        });
  }

  /**
   * Deletes a workload with all that is kept of it. Returns when nobody reaches it any more.
   *
   * @param force whether it may be running
   */
  public void delete(Actor actor, WorkloadKind kind, WorkloadId id, boolean force) {
    edits.changeReach(
        actor,
        Deed.DELETE,
        kind,
        id,
        "delete",
        Map.of(),
        present -> {
          if (!force) {
            refuseWhere(WorkloadActions.whyNotDelete(present));
          }
          var course = new Course(present, now());
          course.wanted(Desired.DELETED);
          if (LifeCycle.mayBecome(kind, present.state(), State.DELETING)) {
            course.to(State.DELETING, now(), "STOPPING", "Deleting: it was told to go");
          }
          return course.workload();
        });
  }

  /** Sets a label, or takes it away where the value is null; returns when that decides. */
  public void label(
      Actor actor, WorkloadKind kind, WorkloadId id, String name, @Nullable String value) {
    Labels.requireOwn(name);
    if (value != null) {
      Labels.requireValid(name, value);
    }
    edits.changeReach(
        actor,
        Deed.EDIT,
        kind,
        id,
        "label",
        Map.of("label", name, "value", value == null ? "" : value),
        present -> {
          var labels = new TreeMap<>(present.spec().labels());
          if (value == null) {
            labels.remove(name);
          } else {
            labels.put(name, value);
          }
          Workload after = present.with(present.spec().withLabels(labels), now());
          edits.decide(actor, Deed.EDIT, after);
          return after;
        });
  }

  /** Changes a job's time limit; what is null stays as it is. */
  public void limitTime(
      Actor actor, WorkloadId id, @Nullable Duration timeout, @Nullable Boolean autoRestart) {
    if (timeout != null) {
      WorkloadWish.requireTimeout(timeout);
    }
    edits.change(
        actor,
        Deed.EDIT,
        WorkloadKind.JOB,
        id,
        "edit",
        (tx, present) -> {
          if (present.spec() instanceof JobSpec job) {
            tx.update(
                present.with(
                    job.withTimeout(
                        timeout == null ? job.timeout() : timeout,
                        autoRestart == null ? job.timeoutAutoRestart() : autoRestart),
                    now()));
          }
        });
  }

  /** Whether a run is over: ended, followed by another, or gone with its workload. */
  boolean isOver(RunId run) {
    return store
        .find(run.workload())
        .map(workload -> !Orphans.isOfPresent(run, workload))
        .orElse(true);
  }

  /** Where a workload is at home now; null where it has no home, or is gone. */
  @Nullable String homeOf(WorkloadId id) {
    return store.find(id).map(workload -> workload.status().home()).orElse(null);
  }

  static Map<String, String> labelsFor(Caller caller, Map<String, String> wished) {
    var labels = new TreeMap<String, String>();
    if (caller instanceof Machine machine) {
      Selector selector = machine.token().selector();
      selector.labels().entrySet().stream()
          .filter(label -> !label.getKey().startsWith(Workload.OWN_LABELS))
          .forEach(label -> labels.put(label.getKey(), label.getValue()));
    }
    labels.putAll(wished);
    return labels;
  }

  static Resource wouldBe(
      ProjectId project, WorkloadId id, WorkloadKind kind, Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.put(Workload.OWN_LABELS + "id", id.toString());
    all.put(Workload.OWN_LABELS + "type", kind.word());
    return new Resource(project, kind.word(), id.toString(), all, false);
  }

  void requireAuthorized(ProjectId project) {
    if (!authorized.test(project)) {
      throw new Refused(
          new Forbidden(
              "",
              "Workloads are not authorized in this project yet: an administrator does that with"
                  + " POST /1.0/cloud/project/"
                  + project
                  + "/ai/authorization."));
    }
  }

  static Standing standing(Actor actor) {
    Standing standing = actor.caller().standingOrNull();
    if (standing == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    return standing;
  }

  private static void refuseWhere(@Nullable String reason) {
    if (reason != null) {
      throw new Refused(new gatehouse.core.refusal.Refusal.Conflict(reason));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
