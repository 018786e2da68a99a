package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of GPU there are, and what comes with one of them. */
final class GpuFlavors {
  private final Inventory inventory;
  private final Map<String, List<Gpu>> byModel = new LinkedHashMap<>();

  GpuFlavors(Inventory inventory) {
    this.inventory = inventory;
    for (Gpu gpu : inventory.gpus()) {
      byModel.computeIfAbsent(gpu.model(), model -> new ArrayList<>()).add(gpu);
    }
  }

  /**
   * One kind of GPU.
   *
   * @param one of them
   * @param max how many there are
   * @param cpus that come with one
   * @param memory that comes with one, bytes
   */
  record Flavor(Gpu one, int max, int cpus, long memory) {}

  /** All of them. */
  List<Flavor> all() {
    return byModel.values().stream().map(this::flavor).toList();
  }

  /** The names of all. */
  List<String> names() {
    return byModel.keySet().stream().map(GpuWish::flavorOf).toList();
  }

  boolean knows(@Nullable String name) {
    return name != null && names().contains(name);
  }

  /**
   * What a wish for GPUs becomes: with each comes a share of the CPUs and of the memory, such that
   * something is left for those who need no GPU.
   *
   * @param name of the flavor, or null for the first that has as many
   * @throws Refused with {@link OverQuota} where there are not as many
   */
  RunResources resources(int count, @Nullable String name) {
    Flavor chosen =
        all().stream()
            .filter(flavor -> name == null || GpuWish.flavorOf(flavor.one.model()).equals(name))
            .filter(flavor -> flavor.max >= count)
            .findFirst()
            .orElseThrow(() -> tooMany(count, name));
    return new RunResources(
        chosen.cpus * count,
        chosen.memory * count,
        List.of(),
        0,
        new GpuWish(count, chosen.one.model()));
  }

  private Flavor flavor(List<Gpu> gpus) {
    int shares = inventory.gpus().size() + 1;
    int cpus = inventory.cpus() / shares;
    boolean enough = cpus >= 1;
    return new Flavor(
        gpus.getFirst(),
        enough ? gpus.size() : Math.min(gpus.size(), inventory.cpus()),
        Math.max(1, cpus),
        inventory.memory() / shares);
  }

  private Refused tooMany(int count, @Nullable String name) {
    if (inventory.gpus().isEmpty()) {
      return new Refused(
          new OverQuota("This asks for " + GpuWish.inWords(count) + "; there is none here."));
    }
    if (name != null && !knows(name)) {
      return new Refused(new Invalid("resources.flavor", "one of " + String.join(", ", names())));
    }
    int most =
        all().stream()
            .filter(flavor -> name == null || GpuWish.flavorOf(flavor.one.model()).equals(name))
            .mapToInt(Flavor::max)
            .max()
            .orElse(0);
    return new Refused(
        new OverQuota(
            "This asks for %s; there %s %s of one kind here in all."
                .formatted(
                    GpuWish.inWords(count), most == 1 ? "is" : "are", GpuWish.inWords(most))));
  }
}
