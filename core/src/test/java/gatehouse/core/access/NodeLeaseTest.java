package gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a node may answer, and how long it has been without. */
final class NodeLeaseTest {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private final NodeLease lease = new NodeLease(nanos::get);

  @Test
  void aLeaseHoldsForItsLengthFromTheMomentItWasAskedFor() {
    lease.holdFrom(nanos.get(), () -> {});

    pass(NodeLease.LENGTH.minusNanos(1));
    assertThat(lease.held()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(lease.held()).isFalse();
  }

  @Test
  void oneThatIsDroppedHasEnded() {
    lease.holdFrom(nanos.get(), () -> {});

    lease.drop();

    assertThat(lease.held()).isFalse();
  }

  @Test
  void tryingToJoinAgainAndAgainDoesNotMakeTheEndAnyYounger() {
    lease.holdFrom(nanos.get(), () -> {});
    pass(NodeLease.LENGTH);

    for (int i = 0; i < 8; i++) {
      pass(Duration.ofSeconds(2));
      lease.drop();
    }

    assertThat(lease.endedFor()).isEqualTo(Duration.ofSeconds(16));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
