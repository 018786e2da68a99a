package gatehouse.core.workload;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a run moves over the network. For use by several threads. */
public final class NetworkMeter {
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  /** So many bytes go to the run. */
  public void receives(long bytes) {
    received.add(bytes);
  }

  /** So many bytes come from the run. */
  public void sends(long bytes) {
    sent.add(bytes);
  }

  /** All that was counted. */
  public NetworkBytes sum() {
    return new NetworkBytes(received.sum(), sent.sum());
  }
}
