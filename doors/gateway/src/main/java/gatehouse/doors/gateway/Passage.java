package gatehouse.doors.gateway;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.NodeLease;
import org.jspecify.annotations.Nullable;

/** By what right the bytes of one exchange pass; our own answers pass without one. */
final class Passage {
  private final NodeLease lease;
  private @Nullable LiveConnection right;

  Passage(NodeLease lease) {
    this.lease = lease;
  }

  void grant(LiveConnection granted) {
    right = granted;
  }

  /** The right, where one was granted. */
  @Nullable LiveConnection right() {
    return right;
  }

  /** Whether bytes may pass now: their right stands, and this node may say so. */
  boolean isOpen() {
    LiveConnection present = right;
    return present == null || (present.isOpen() && lease.held());
  }

  void becomes(ConnectionKind kind) {
    LiveConnection present = right;
    if (present != null) {
      present.becomes(kind);
    }
  }

  /** Whether what passes has no end of its own. */
  boolean isEndless() {
    LiveConnection present = right;
    return present != null && present.kind() == ConnectionKind.EVENT_STREAM;
  }

  void close() {
    LiveConnection present = right;
    if (present != null) {
      present.close();
    }
  }
}
