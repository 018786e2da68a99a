package gatehouse.core.administration;

import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditClosing;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit, handed out piece after piece and checked on the way; for one thread. */
public final class AuditExport {
  private static final int MOST = 1000;

  private final AdministrationStore store;
  private final Checkpoints checkpoints;
  private final Runnable permission;
  private final long from;
  private final String start;
  private @Nullable AuditEntry last;
  private boolean whole;

  /**
   * @param permission throws where whoever reads may not (any more)
   */
  AuditExport(AdministrationStore store, Checkpoints checkpoints, long from, Runnable permission) {
    this.store = store;
    this.checkpoints = checkpoints;
    this.permission = permission;
    this.from = Math.max(1, from);
    List<AuditEntry> before = this.from == 1 ? List.of() : store.auditFrom(this.from - 1, 1);
    this.whole = this.from == 1 || !before.isEmpty();
    this.start = before.isEmpty() ? AuditEntry.START : before.getFirst().hash();
  }

  void requirePermission() {
    permission.run();
  }

  /** The next lines with their checkpoints; without lines at the end. */
  public Piece next() {
    permission.run();
    List<AuditEntry> lines = store.auditFrom(last == null ? from : last.number() + 1, MOST);
    var signed = new ArrayList<AuditCheckpoint>();
    if (!lines.isEmpty()) {
      signed.addAll(store.checkpoints(lines.getFirst().number(), lines.getLast().number()));
    }
    lines.forEach(this::pass);
    return new Piece(lines, signed);
  }

  /**
   * Signs that these were all; the installation signs its audit up to here too. Empty where nothing
   * was handed out, or lines that are not those that were written: such are not signed.
   */
  public Optional<AuditClosing> close() {
    AuditEntry end = last;
    if (end == null || !whole) {
      return Optional.empty();
    }
    try {
      checkpoints.runNow();
    } catch (Checkpoints.BrokenAudit e) {
      return Optional.empty();
    } catch (Refused e) {
      // The store takes nothing just now: what was handed out is signed all the same.
    }
    return Optional.of(checkpoints.closing(from, start, end));
  }

  private void pass(AuditEntry line) {
    AuditEntry before = last;
    long expected = before == null ? from : before.number() + 1;
    whole &= line.number() == expected && line.follows(before == null ? start : before.hash());
    last = line;
  }

  /**
   * Some lines in their order, and what was signed about them.
   *
   * @param checkpoints each of one of these lines, in their order
   */
  public record Piece(List<AuditEntry> lines, List<AuditCheckpoint> checkpoints) {
    public Piece {
      lines = List.copyOf(lines);
      checkpoints = List.copyOf(checkpoints);
    }
  }
}
