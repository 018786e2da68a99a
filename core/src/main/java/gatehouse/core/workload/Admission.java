package gatehouse.core.workload;

import gatehouse.core.identity.Subject;
import gatehouse.core.workload.WorkloadChange.CapacityInUse;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who of those that wait gets room now. First who has waited long, then who holds least, then who
 * came first; nobody overtakes one that does not fit yet, so that large ones get their turn.
 */
final class Admission {
  /** After so long, the order of coming counts more than who holds how much. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** So many of those that wait are told their exact place. */
  private static final int EXACT = 20;

  private final Inventory inventory;
  private final QuotaBook quotas;
  private final Instant now;
  private final Map<Subject, Integer> cpusByMaker;
  private int freeCpus;
  private long freeMemory;
  private final List<Gpu> freeGpus;
  private int ahead;

  Admission(Inventory inventory, CapacityInUse inUse, QuotaBook quotas, Instant now) {
    this.inventory = inventory;
    this.quotas = quotas;
    this.now = now;
    this.cpusByMaker = new HashMap<>(inUse.cpusByMaker());
    this.freeCpus = inventory.cpus() - inUse.cpus();
    this.freeMemory = inventory.memory() - inUse.memory();
    this.freeGpus =
        new ArrayList<>(
            inventory.gpus().stream().filter(gpu -> !inUse.gpus().contains(gpu.uuid())).toList());
  }

  /**
   * What becomes of one that waits.
   *
   * @param waitsFor why it waits on, or null where it gets room
   * @param isNever whether it waits for what is never to be had here
   * @param gpus the UUIDs of those it gets
   */
  record Verdict(
      Workload workload, @Nullable String waitsFor, boolean isNever, List<String> gpus) {}

  List<Verdict> decide(List<Workload> waiting) {
    var left = new ArrayList<>(waiting);
    var verdicts = new ArrayList<Verdict>();
    while (!left.isEmpty()) {
      if (ahead > EXACT) {
        // Nobody gets room any more, and far behind the exact order says little.
        left.sort(order());
        left.forEach(next -> verdicts.add(verdict(next)));
        return verdicts;
      }
      Workload next = left.stream().min(order()).orElseThrow();
      left.remove(next);
      verdicts.add(verdict(next));
    }
    return verdicts;
  }

  private Verdict verdict(Workload next) {
    String never = never(inventory, next.spec().resources());
    String waitsFor = never == null ? decide(next) : never;
    GpuWish wish = next.spec().resources().gpuWish();
    List<String> gpus = waitsFor != null || wish == null ? List.of() : lease(wish);
    return new Verdict(next, waitsFor, never != null, gpus);
  }

  private List<String> lease(GpuWish wish) {
    List<Gpu> taken = freeGpus.stream().filter(wish::fits).limit(wish.count()).toList();
    freeGpus.removeAll(taken);
    return taken.stream().map(Gpu::uuid).toList();
  }

  private static @Nullable String neverOf(Inventory inventory, @Nullable GpuWish wish) {
    long all = wish == null ? 0 : inventory.gpus().stream().filter(wish::fits).count();
    return wish == null || wish.count() <= all
        ? null
        : "it asks for "
            + GpuWish.inWords(wish.count())
            + " ("
            + wish.model()
            + "), more than there is here ("
            + all
            + ")";
  }

  private boolean hasGpus(@Nullable GpuWish wish) {
    return wish == null || freeGpus.stream().filter(wish::fits).count() >= wish.count();
  }

  /** Why that cannot be had here however long one waits; null where it can. */
  static @Nullable String never(Inventory inventory, RunResources wants) {
    if (wants.cpus() > inventory.cpus() || wants.memory() > inventory.memory()) {
      return "it asks for "
          + cpus(wants.cpus())
          + " and "
          + memory(wants.memory())
          + ", more than there is here ("
          + cpus(inventory.cpus())
          + ", "
          + memory(inventory.memory())
          + ")";
    }
    return neverOf(inventory, wants.gpuWish());
  }

  private @Nullable String decide(Workload next) {
    RunResources wants = next.spec().resources();
    String held = quotas.whyNot(next);
    if (held != null) {
      // It holds nobody else up.
      return held;
    }
    cpusByMaker.merge(next.maker(), wants.cpus(), Integer::sum);
    boolean fits =
        wants.cpus() <= freeCpus && wants.memory() <= freeMemory && hasGpus(wants.gpuWish());
    if (fits && ahead == 0) {
      freeCpus -= wants.cpus();
      freeMemory -= wants.memory();
      quotas.take(next);
      return null;
    }
    return "waiting for " + missing(wants, fits) + ", " + place(ahead++) + " ahead";
  }

  private String missing(RunResources wants, boolean fits) {
    GpuWish wish = wants.gpuWish();
    if (wish != null && (fits || !hasGpus(wish))) {
      return GpuWish.inWords(wish.count());
    }
    return wants.cpus() > freeCpus || fits ? cpus(wants.cpus()) : memory(wants.memory());
  }

  /** Far behind the exact place says little, and telling each of a thousand would cost much. */
  private static String place(int ahead) {
    int coarse = ahead;
    for (int step : new int[] {20, 50, 100, 200, 500, 1000}) {
      coarse = ahead >= step ? step : coarse;
    }
    return ahead <= EXACT ? Integer.toString(ahead) : coarse + " or more";
  }

  private Comparator<Workload> order() {
    return Comparator.comparingInt((Workload w) -> hasWaitedLong(w) ? 0 : 1)
        .thenComparingInt(w -> hasWaitedLong(w) ? 0 : cpusByMaker.getOrDefault(w.maker(), 0))
        .thenComparing(w -> w.status().times().queuedAt())
        .thenComparing(w -> w.id().toString());
  }

  private boolean hasWaitedLong(Workload workload) {
    return Duration.between(workload.status().times().queuedAt(), now).compareTo(PATIENCE) > 0;
  }

  static String cpus(int count) {
    return count == 1 ? "1 CPU" : count + " CPUs";
  }

  static String memory(long bytes) {
    long gib = 1L << 30;
    return bytes % gib == 0 || bytes > 10 * gib
        ? bytes / gib + " GiB of memory"
        : (bytes >> 20) + " MiB of memory";
  }
}
