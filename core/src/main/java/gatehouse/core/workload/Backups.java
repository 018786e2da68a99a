package gatehouse.core.workload;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people do with the saved workspaces of notebooks. Whoever may read a notebook sees that it
 * was saved; what was saved comes out only into a notebook of their own.
 */
public final class Backups {
  private final Workloads workloads;
  private final WorkloadStore store;
  private final WorkspaceShelf shelf;
  private final RunPlaces places;
  private final InstantSource clock;

  /**
   * @param shelf what was saved here
   * @param places what other nodes have
   */
  public Backups(
      Workloads workloads,
      WorkloadStore store,
      WorkspaceShelf shelf,
      RunPlaces places,
      InstantSource clock) {
    this.workloads = workloads;
    this.store = store;
    this.shelf = shelf;
    this.places = places;
    this.clock = clock;
  }

  /**
   * A backup and when it goes.
   *
   * @param evictionDate null where it stays until others have come
   */
  public record Dated(Backup backup, @Nullable Instant evictionDate) {}

  /** Those of a notebook, newest first. */
  public List<Dated> list(Actor actor, WorkloadId notebook) {
    Workload of = workloads.get(actor, WorkloadKind.NOTEBOOK, notebook);
    List<Backup> all = store.backups(notebook);
    RetentionPolicy policy = store.retention(of.project(), notebook);
    return all.stream().map(one -> new Dated(one, policy.evictionDate(one, all))).toList();
  }

  /** One of a notebook's. */
  public Dated get(Actor actor, WorkloadId notebook, UUID id) {
    return list(actor, notebook).stream()
        .filter(one -> one.backup().id().equals(id))
        .findFirst()
        .orElseThrow(() -> noSuch(id));
  }

  /** Deletes one; the notebook itself is left alone. */
  public void delete(Actor actor, WorkloadId notebook, UUID id) {
    Workload of = workloads.require(actor, Deed.DELETE, WorkloadKind.NOTEBOOK, notebook);
    Backup backup = get(actor, notebook, id).backup();
    store.transaction(
        tx -> {
          tx.deleteBackup(id);
          WorkloadEdits.audit(tx, actor, "backup-delete", of, Map.of("backup", id.toString()));
          return true;
        });
    shelf.delete(notebook, backup.id());
  }

  /**
   * Makes a notebook like another, with the workspace it had. Its address is closed and only the
   * maker's own keys come along.
   *
   * @param name what to call it, or null for a generated one
   * @throws Refused with {@code OverQuota} where it would be too much
   */
  public Workload fork(Actor actor, WorkloadId notebook, UUID id, @Nullable String name) {
    Workload from = workloads.require(actor, Deed.OPEN, WorkloadKind.NOTEBOOK, notebook);
    workloads.require(actor, Deed.ENVIRONMENT, WorkloadKind.NOTEBOOK, notebook);
    workloads.require(actor, Deed.LAUNCH, WorkloadKind.NOTEBOOK, notebook);
    Backup backup = get(actor, notebook, id).backup();
    var fresh = new WorkloadId(UUID.randomUUID());
    NotebookSpec spec = forked((NotebookSpec) from.spec(), actor, name, fresh);
    Workload asked = workloads.wanted(actor, from.project(), fresh, spec);
    // It begins where the backup lies.
    String home = from.status().home();
    Workload made = asked.with(asked.status().atHome(home), asked.createdAt());
    store.quotas().requirePossible(made);
    var as = UUID.randomUUID();
    places.copyBackup(home, shelf, notebook, id, fresh, as);
    try {
      workloads.insert(
          actor,
          made,
          "fork",
          Map.of("from", notebook.toString(), "backup", id.toString()),
          tx ->
              tx.putBackup(
                  new Backup(
                      as,
                      fresh,
                      from.project(),
                      0,
                      backup.bytes(),
                      backup.files(),
                      "Forked from notebook " + notebook,
                      made.createdAt(),
                      made.createdAt())));
    } catch (RuntimeException e) {
      shelf.deleteAll(fresh);
      throw e;
    }
    return made;
  }

  private NotebookSpec forked(
      NotebookSpec spec, Actor actor, @Nullable String name, WorkloadId fresh) {
    String called = name == null ? "notebook-" + fresh.toString().substring(0, 8) : name;
    List<Volume> volumes = spec.volumes().stream().map(Backups::anew).toList();
    var edit = new NotebookEdit(called, null, null, null, null, null, volumes, null);
    var standing = Workloads.standing(actor);
    var keys =
        spec.reach().keys().stream()
            .filter(key -> key.owner().equals(standing.subject()))
            .map(SshKey::key)
            .toList();
    return spec.named(Objects.requireNonNull(edit.name()))
        .withVolumes(volumes)
        .withLabels(Workloads.labelsFor(actor.caller(), spec.labels()))
        .withSwitches(false, spec.timeoutAutoRestart())
        .withReach(Reach.NONE.with(keys, actor.caller()));
  }

  private static Volume anew(Volume of) {
    return new Volume(
        UUID.randomUUID(),
        of.mountPath(),
        of.permission(),
        of.cache(),
        of.source(),
        of.userVolume(),
        of.target());
  }

  /** How long the backups of a project are kept; everybody of the project may know. */
  public RetentionPolicy retention(Actor actor, ProjectId project) {
    require(actor, Permission.PROJECT_READ, project);
    return store.retention(project, null);
  }

  /** Says how long the backups of a project are kept; null for as long as is usual. */
  public void setRetention(Actor actor, ProjectId project, @Nullable RetentionPolicy policy) {
    require(actor, Permission.PROJECT_MANAGE, project);
    store.transaction(
        tx -> {
          tx.setRetention(project, null, policy);
          tx.audit(
              actor.did(
                  "project.backup-retention", "project:" + project, details(project, policy)));
          return true;
        });
    evict();
  }

  /** How long the backups of a notebook are kept. */
  public RetentionPolicy retention(Actor actor, WorkloadId notebook) {
    Workload of = workloads.get(actor, WorkloadKind.NOTEBOOK, notebook);
    return store.retention(of.project(), notebook);
  }

  /** Says how long the backups of a notebook are kept; null for as long as its project's. */
  public void setRetention(Actor actor, WorkloadId notebook, @Nullable RetentionPolicy policy) {
    Workload of = workloads.require(actor, Deed.EDIT, WorkloadKind.NOTEBOOK, notebook);
    store.transaction(
        tx -> {
          tx.setRetention(of.project(), notebook, policy);
          WorkloadEdits.audit(tx, actor, "backup-retention", of, details(of.project(), policy));
          return true;
        });
    evict();
  }

  /** Deletes what is to be kept no longer, and what no backup is any more. */
  public void evict() {
    Instant now = now();
    Map<WorkloadId, List<Backup>> all =
        store.backups().stream().collect(Collectors.groupingBy(Backup::notebook));
    var failures = new Failures();
    all.forEach(
        (notebook, backups) ->
            failures.catching(
                () ->
                    store
                        .transaction(tx -> evict(tx, backups.getFirst().project(), notebook, now))
                        .forEach(one -> shelf.delete(notebook, one.id()))));
    failures.rethrow();
  }

  /** Deletes the files that stand behind no backup. */
  public void sweep() {
    shelf.sweep(store.backups().stream().map(Backup::id).collect(Collectors.toSet()));
  }

  static List<Backup> evict(
      WorkloadChange tx, ProjectId project, WorkloadId notebook, Instant now) {
    List<Backup> gone = tx.retention(project, notebook).evicted(tx.backups(notebook), now);
    gone.forEach(one -> tx.deleteBackup(one.id()));
    return gone;
  }

  private void require(Actor actor, Permission permission, ProjectId project) {
    Access.require(actor.caller(), permission, Resource.of(project), now());
  }

  private static Map<String, String> details(ProjectId project, @Nullable RetentionPolicy policy) {
    var details = new HashMap<String, String>();
    details.put("project", project.value());
    if (policy != null) {
      details.put("retainedNumber", Integer.toString(policy.retainedNumber()));
      details.put("lifetimeInDays", Integer.toString(policy.lifetimeInDays()));
      details.put(
          "lifetimeEvictionThreshold", Integer.toString(policy.lifetimeEvictionThreshold()));
    }
    return details;
  }

  private static Refused noSuch(UUID id) {
    return new Refused(new NotFound("backup", id.toString()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
