package gatehouse.core.administration;

import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditClosing;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Signs the audit now and then; never what does not follow from what was signed before. */
public final class Checkpoints {
  /** After so many lines the audit is signed. */
  static final int EACH = 1000;

  /** No line waits longer for the next signature. */
  static final Duration LONGEST = Duration.ofHours(1);

  private final AdministrationStore store;
  private final AuditKey key;
  private final InstantSource clock;

  public Checkpoints(AdministrationStore store, AuditKey key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Signs what is due; to be called now and then, by each node.
   *
   * @return how many checkpoints this node made
   * @throws BrokenAudit where the lines are not those that were written
   */
  public int run() {
    return sign(clock.instant().minus(LONGEST));
  }

  /**
   * Signs all there is.
   *
   * @return how many checkpoints this node made
   * @throws BrokenAudit where the lines are not those that were written
   */
  public int runNow() {
    return sign(Instant.MAX);
  }

  AuditKey key() {
    return key;
  }

  AuditClosing closing(long from, String before, AuditEntry last) {
    return key.closing(from, before, last.number(), last.hash(), clock.instant());
  }

  private int sign(Instant olderThan) {
    int made = 0;
    boolean more = true;
    while (more) {
      AuditCheckpoint signed = store.lastCheckpoint().orElse(null);
      long after = signed == null ? 0 : signed.number();
      List<AuditEntry> lines = store.auditFrom(after + 1, EACH);
      if (signed != null) {
        requireStanding(signed);
      }
      more = lines.size() == EACH;
      if (lines.isEmpty() || (!more && lines.getFirst().at().isAfter(olderThan))) {
        return made;
      }
      requireChain(signed == null ? AuditEntry.START : signed.hash(), after, lines);
      AuditEntry last = lines.getLast();
      var checkpoint = key.checkpoint(last.number(), last.hash(), clock.instant());
      made += store.keep(checkpoint, after) ? 1 : 0;
    }
    return made;
  }

  /** The last checkpoint is ours, as far as its key is, and its line is as it was. */
  private void requireStanding(AuditCheckpoint signed) {
    if (signed.key().equals(key.id()) && !key.signed(signed)) {
      throw new BrokenAudit("the checkpoint of line " + signed.number() + " was changed");
    }
    List<AuditEntry> line = store.auditFrom(signed.number(), 1);
    if (line.isEmpty() || line.getFirst().number() != signed.number()) {
      throw new BrokenAudit("line " + signed.number() + ", which was signed, is not there");
    }
    if (!line.getFirst().hash().equals(signed.hash())) {
      throw new BrokenAudit("line " + signed.number() + " is not the one that was signed");
    }
  }

  private static void requireChain(String start, long after, List<AuditEntry> lines) {
    String before = start;
    long number = after;
    for (AuditEntry line : lines) {
      number++;
      if (line.number() != number) {
        throw new BrokenAudit("line " + number + " is not there");
      }
      if (!line.follows(before)) {
        throw new BrokenAudit("line " + number + " was changed, or the one before it replaced");
      }
      before = line.hash();
    }
  }

  /** The lines are not those that were written: somebody was at the store past Gatehouse. */
  public static final class BrokenAudit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenAudit(String what) {
      super("the audit is broken, and not signed any further: " + what);
    }
  }
}
