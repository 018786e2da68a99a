package gatehouse.core.workload;

import org.jspecify.annotations.Nullable;

/** What went wrong with some of many, thrown when all had their turn. */
final class Failures {
  private @Nullable RuntimeException first;

  void catching(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException e) {
      if (first == null) {
        first = e;
      } else if (!first.equals(e)) {
        first.addSuppressed(e);
      }
    }
  }

  void rethrow() {
    if (first != null) {
      throw first;
    }
  }
}
