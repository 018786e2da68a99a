package gatehouse.core.workload;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** One thread at a time looks after a workload; who asks meanwhile makes it look once more. */
final class Turns {
  private final ConcurrentHashMap<WorkloadId, Boolean> askedAgain = new ConcurrentHashMap<>();

  /**
   * Looks now, unless somebody does: then they look again.
   *
   * @return whether a look of this call said yes
   */
  boolean take(WorkloadId id, BooleanSupplier look) {
    while (askedAgain.putIfAbsent(id, false) != null) {
      if (askedAgain.replace(id, true) != null) {
        return false;
      }
    }
    boolean yes = false;
    boolean over = false;
    try {
      while (!over) {
        yes |= look.getAsBoolean();
        over = askedAgain.remove(id, false);
        if (!over) {
          askedAgain.put(id, false);
        }
      }
    } finally {
      if (!over) {
        askedAgain.remove(id);
      }
    }
    return yes;
  }
}
