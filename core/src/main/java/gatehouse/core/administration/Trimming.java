package gatehouse.core.administration;

import java.time.Duration;
import java.time.InstantSource;

/** Drops what ended long ago, a bounded piece at a time. */
public final class Trimming {
  /** How long what has ended is still kept. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final int MOST = 1000;

  private final AdministrationStore store;
  private final InstantSource clock;

  public Trimming(AdministrationStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Drops some of it; to be called now and then. */
  public int run() {
    return store.trim(clock.instant().minus(KEPT), MOST);
  }
}
