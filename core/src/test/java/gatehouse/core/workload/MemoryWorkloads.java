package gatehouse.core.workload;

import gatehouse.core.access.Selector;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** A workload store in memory: one transaction at a time, on a copy that is kept or dropped. */
public final class MemoryWorkloads implements WorkloadStore {
  private Kept kept = new Kept();
  private long revision;

  /** Whether no transaction can be made now. */
  public boolean outOfReach;

  /** Everything that was audited, in order. */
  public synchronized List<AuditLine> audited() {
    return List.copyOf(kept.audit);
  }

  /** Everything that was revised, in order. */
  public synchronized List<Set<Subject>> revised() {
    return List.copyOf(kept.revised);
  }

  @Override
  public synchronized <T> T transaction(Function<WorkloadChange, T> work) {
    if (outOfReach) {
      throw new Refused(new Unavailable("the database does not answer"));
    }
    var change = new Change(new Kept(kept));
    T result = work.apply(change);
    if (!change.subjects.isEmpty()) {
      change.mine.revised.add(Set.copyOf(change.subjects));
      revision++;
    }
    kept = change.mine;
    return result;
  }

  @Override
  public synchronized Optional<Workload> find(WorkloadId id) {
    return Optional.ofNullable(kept.workloads.get(id));
  }

  @Override
  public synchronized Listing list(WorkloadQuery query) {
    List<Workload> matching =
        kept.workloads.values().stream()
            .filter(w -> matches(w, query))
            .sorted(order(query))
            .toList();
    return new Listing(
        matching.stream().skip(query.offset()).limit(query.limit()).toList(), matching.size());
  }

  @Override
  public synchronized List<Workload> all() {
    return List.copyOf(kept.workloads.values());
  }

  @Override
  public synchronized List<Workload> needingAttention() {
    return kept.workloads.values().stream()
        .filter(Workload::needsAttention)
        .sorted(Comparator.comparing(Workload::createdAt))
        .toList();
  }

  @Override
  public synchronized Map<Subject, Integer> running(Set<Subject> makers) {
    var running = new HashMap<Subject, Integer>();
    kept.workloads.values().stream()
        .filter(w -> w.desired() == Desired.RUNNING && makers.contains(w.maker()))
        .forEach(w -> running.merge(w.maker(), 1, Integer::sum));
    return running;
  }

  @Override
  public synchronized List<Workload> runningOf(Subject maker) {
    return kept.workloads.values().stream()
        .filter(w -> w.desired() == Desired.RUNNING && w.maker().equals(maker))
        .filter(w -> !w.state().isSettled())
        .sorted(Comparator.comparing(Workload::createdAt))
        .toList();
  }

  @Override
  public synchronized List<Count> countByState() {
    var counts = new LinkedHashMap<String, Count>();
    for (Workload w : kept.workloads.values()) {
      counts.merge(
          w.kind() + " " + w.state(),
          new Count(w.kind(), w.state(), 1, w.waits() ? 1 : 0),
          (a, b) ->
              new Count(a.kind(), a.state(), a.number() + b.number(), a.waiting() + b.waiting()));
    }
    return List.copyOf(counts.values());
  }

  @Override
  public synchronized Map<String, Integer> countAtHomes() {
    var counts = new HashMap<String, Integer>();
    kept.workloads.values().stream()
        .filter(w -> w.status().home() != null)
        .forEach(w -> counts.merge(w.status().home(), 1, Integer::sum));
    return counts;
  }

  @Override
  public synchronized QuotaBook quotas() {
    return book(kept);
  }

  private static QuotaBook book(Kept of) {
    return new QuotaBook(
        List.copyOf(of.quotas.values()),
        of.workloads.values().stream()
            .filter(w -> w.status().admitted())
            .map(w -> new QuotaBook.Share(w.project(), w.maker(), Quota.Use.NOTHING.and(w.share())))
            .toList());
  }

  @Override
  public synchronized List<Workload> madeBy(Subject maker) {
    return kept.workloads.values().stream()
        .filter(w -> w.desired() != Desired.DELETED && w.maker().equals(maker))
        .sorted(Comparator.comparing(Workload::createdAt))
        .toList();
  }

  @Override
  public synchronized List<Event> events(WorkloadId id, int most) {
    List<Event> all = kept.events.getOrDefault(id, List.of());
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  @Override
  public synchronized List<DataSync> syncs(WorkloadId id, int most) {
    List<DataSync> all =
        kept.syncs.values().stream().filter(sync -> sync.workload().equals(id)).toList();
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  @Override
  public synchronized List<Backup> backups(WorkloadId notebook) {
    return backups(kept, notebook);
  }

  @Override
  public synchronized List<Backup> backups() {
    return newestFirst(kept.backups.values());
  }

  @Override
  public synchronized RetentionPolicy retention(ProjectId project, WorkloadId notebook) {
    return retention(kept, project, notebook);
  }

  private static List<Backup> backups(Kept of, WorkloadId notebook) {
    return newestFirst(
        of.backups.values().stream().filter(one -> one.notebook().equals(notebook)).toList());
  }

  private static List<Backup> newestFirst(java.util.Collection<Backup> all) {
    return all.stream()
        .sorted(Comparator.comparingInt(Backup::run).thenComparing(Backup::createdAt).reversed())
        .toList();
  }

  private static RetentionPolicy retention(Kept of, ProjectId project, WorkloadId notebook) {
    RetentionPolicy usual = of.retentions.getOrDefault(project + " null", RetentionPolicy.USUAL);
    return of.retentions.getOrDefault(project + " " + notebook, usual);
  }

  @Override
  public synchronized boolean claim(
      WorkloadId id, String node, String home, Instant now, Instant until) {
    Claim present = kept.claims.get(id);
    Workload workload = kept.workloads.get(id);
    if (workload == null
        || !workload.isFor(home)
        || (present != null
            && workload.status().home() == null
            && !present.node.equals(node)
            && now.isBefore(present.until))) {
      return false;
    }
    kept.claims.put(id, new Claim(node, until));
    return true;
  }

  @Override
  public synchronized void release(String node) {
    kept.claims.values().removeIf(claim -> claim.node.equals(node));
  }

  private static boolean matches(Workload w, WorkloadQuery query) {
    for (Selector selector : query.selectors()) {
      if (!selector.matches(w.labels())) {
        return false;
      }
    }
    Instant after = query.updatedAfter();
    Instant before = query.updatedBefore();
    return w.project().equals(query.project())
        && w.kind() == query.kind()
        && (query.states().isEmpty() || query.states().contains(w.state()))
        && (query.userName().isEmpty() || query.userName().equals(w.userName()))
        && (w.spec()
                .name()
                .toLowerCase(java.util.Locale.ROOT)
                .contains(query.text().toLowerCase(java.util.Locale.ROOT))
            || w.id().toString().contains(query.text().toLowerCase(java.util.Locale.ROOT)))
        && (after == null || w.updatedAt().isAfter(after))
        && (before == null || w.updatedAt().isBefore(before));
  }

  private static Comparator<Workload> order(WorkloadQuery query) {
    Comparator<Workload> by =
        switch (query.sort()) {
          case CREATED -> Comparator.comparing(Workload::createdAt);
          case UPDATED -> Comparator.comparing(Workload::updatedAt);
          case NAME -> Comparator.comparing(w -> w.spec().name());
          case STATE -> Comparator.comparing(w -> w.state().name());
          case USER -> Comparator.comparing(Workload::userName);
          case ID -> Comparator.comparing(w -> w.id().toString());
        };
    Comparator<Workload> full = by.thenComparing(w -> w.id().toString());
    return query.descending() ? full.reversed() : full;
  }

  private record Claim(String node, Instant until) {}

  private static final class Kept {
    final Map<WorkloadId, Workload> workloads = new LinkedHashMap<>();
    final Map<String, QuotaLimit> quotas = new LinkedHashMap<>();
    final Map<WorkloadId, List<Event>> events = new HashMap<>();
    final Map<WorkloadId, Claim> claims = new HashMap<>();
    final Map<UUID, DataSync> syncs = new LinkedHashMap<>();
    final Map<UUID, Backup> backups = new LinkedHashMap<>();
    final Map<String, RetentionPolicy> retentions = new HashMap<>();
    final List<AuditLine> audit = new ArrayList<>();
    final List<Set<Subject>> revised = new ArrayList<>();

    Kept() {}

    Kept(Kept other) {
      workloads.putAll(other.workloads);
      quotas.putAll(other.quotas);
      other.events.forEach((id, list) -> events.put(id, new ArrayList<>(list)));
      claims.putAll(other.claims);
      syncs.putAll(other.syncs);
      backups.putAll(other.backups);
      retentions.putAll(other.retentions);
      quotas.putAll(other.quotas);
      audit.addAll(other.audit);
      revised.addAll(other.revised);
    }
  }

  private final class Change implements WorkloadChange {
    private final Kept mine;
    private final Set<Subject> subjects = new HashSet<>();

    Change(Kept mine) {
      this.mine = mine;
    }

    @Override
    public void insert(Workload workload) {
      if (mine.workloads.putIfAbsent(workload.id(), workload) != null) {
        throw new Refused(new Conflict("there is a workload " + workload.id() + " already"));
      }
    }

    @Override
    public Optional<Workload> lock(WorkloadId id) {
      return Optional.ofNullable(mine.workloads.get(id));
    }

    @Override
    public void update(Workload workload) {
      var leased = workload.spec().resources().gpus();
      for (Workload other : mine.workloads.values()) {
        if (!other.id().equals(workload.id())
            && other.status().admitted()
            && workload.status().admitted()
            && other.spec().resources().gpus().stream().anyMatch(leased::contains)) {
          throw new gatehouse.core.refusal.Refused(
              new gatehouse.core.refusal.Refusal.Conflict("a GPU is leased already"));
        }
      }
      mine.workloads.replace(workload.id(), workload);
    }

    @Override
    public void delete(WorkloadId id) {
      mine.workloads.remove(id);
      mine.events.remove(id);
      mine.claims.remove(id);
      mine.syncs.values().removeIf(sync -> sync.workload().equals(id));
      mine.backups.values().removeIf(one -> one.notebook().equals(id));
      mine.retentions.keySet().removeIf(key -> key.endsWith(" " + id));
    }

    @Override
    public List<Backup> backups(WorkloadId notebook) {
      return MemoryWorkloads.backups(mine, notebook);
    }

    @Override
    public void putBackup(Backup backup) {
      if (mine.workloads.containsKey(backup.notebook())) {
        mine.backups.put(backup.id(), backup);
      }
    }

    @Override
    public void deleteBackup(UUID id) {
      mine.backups.remove(id);
    }

    @Override
    public RetentionPolicy retention(ProjectId project, WorkloadId notebook) {
      return MemoryWorkloads.retention(mine, project, notebook);
    }

    @Override
    public void setRetention(ProjectId project, WorkloadId notebook, RetentionPolicy policy) {
      if (policy == null) {
        mine.retentions.remove(project + " " + notebook);
      } else {
        mine.retentions.put(project + " " + notebook, policy);
      }
    }

    @Override
    public void putSync(DataSync sync) {
      if (mine.workloads.containsKey(sync.workload())) {
        mine.syncs.put(sync.id(), sync);
      }
    }

    @Override
    public void addEvent(WorkloadId id, Event event) {
      mine.events.computeIfAbsent(id, i -> new ArrayList<>()).add(event);
    }

    @Override
    public CapacityInUse capacityInUse(String home) {
      var byMaker = new HashMap<Subject, Integer>();
      int cpus = 0;
      long memory = 0;
      var gpus = new java.util.HashSet<String>();
      for (Workload w : mine.workloads.values()) {
        if (w.status().admitted()) {
          if (w.isFor(home)) {
            cpus += w.share().cpus();
            memory += w.share().memory();
          }
          byMaker.merge(w.maker(), w.share().cpus(), Integer::sum);
          gpus.addAll(w.spec().resources().gpus());
        }
      }
      return new CapacityInUse(cpus, memory, byMaker, gpus);
    }

    @Override
    public QuotaBook quotas() {
      return MemoryWorkloads.book(mine);
    }

    @Override
    public void setQuota(QuotaLimit limit) {
      String key = limit.project() + " " + limit.holder().word();
      mine.quotas.put(key, limit);
    }

    @Override
    public List<Workload> lockAtHome(String home) {
      return mine.workloads.values().stream().filter(w -> home.equals(w.status().home())).toList();
    }

    @Override
    public List<Workload> waiting() {
      return mine.workloads.values().stream()
          .filter(Workload::waits)
          .sorted(
              Comparator.comparing((Workload w) -> w.status().times().queuedAt())
                  .thenComparing(w -> w.id().toString()))
          .toList();
    }

    @Override
    public void audit(AuditLine line) {
      mine.audit.add(line);
    }

    @Override
    public long revise(Set<Subject> touched) {
      subjects.addAll(touched);
      return revision + 1;
    }
  }
}
