package gatehouse.core.workload;

import java.time.Instant;

/**
 * One of the runs of an app that do the same.
 *
 * @param number counts from 0 within a start of the app, and is never given twice
 * @param version of the app's spec that it runs
 * @param since when it came into its phase
 */
public record Replica(int number, int version, Phase phase, Instant since) {

  /** How far a replica is. */
  public enum Phase {
    /** It is to be started; nothing else may be at its number. */
    PLANNED,
    /** The runtime has it; it is not ready yet. */
    STARTING,
    /** It gets requests. */
    READY,
    /** It was ready, and does not say so any more. */
    UNREADY,
    /** It gets no new requests, and goes on with those it has. */
    LEAVING,
    /** It was told to end. */
    ENDING
  }

  Replica in(Phase next, Instant at) {
    return new Replica(number, version, next, at);
  }

  boolean stays() {
    return phase != Phase.LEAVING && phase != Phase.ENDING;
  }
}
