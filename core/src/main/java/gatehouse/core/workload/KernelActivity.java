package gatehouse.core.workload;

import java.time.Instant;
import java.util.Optional;

/** Looks at what the kernels of a notebook do. */
public interface KernelActivity {

  /** What they do now; empty where the editor does not say. */
  Optional<Seen> of(Upstream editor);

  /**
   * What was seen.
   *
   * @param busy whether one of them computes
   * @param last when one last did; null where there is none, or none did anything yet
   */
  record Seen(boolean busy, @org.jspecify.annotations.Nullable Instant last) {}
}
