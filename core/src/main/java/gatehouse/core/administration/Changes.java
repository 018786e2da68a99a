package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Figures;
import gatehouse.core.access.Node;
import gatehouse.core.access.Receipt;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.audit.AuditLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Carries out a change to access and returns when it is in force everywhere, with the receipt of
 * what it cut.
 */
public final class Changes {
  private final AdministrationStore store;
  private final Node node;
  private final LongSupplier nanoTime;
  private final Figures figures;

  /**
   * @param nanoTime a monotonic clock, the node's own
   */
  public Changes(AdministrationStore store, Node node, LongSupplier nanoTime) {
    this(store, node, nanoTime, Figures.none());
  }

  /** The same, counted. */
  public Changes(AdministrationStore store, Node node, LongSupplier nanoTime, Figures figures) {
    this.figures = figures;
    this.store = store;
    this.node = node;
    this.nanoTime = nanoTime;
  }

  /** A change that is in force, and its receipt. */
  public record Completed<T>(T value, Receipt receipt) {}

  /**
   * What the transaction did.
   *
   * @param revision the revision it took
   * @param credentials how many credentials it ended, by kind
   * @param workloads what became of workloads, in words
   * @param line the audit line it wrote, to which the receipt refers
   */
  public record Work<T>(
      T value,
      long revision,
      Map<Credential.Kind, Integer> credentials,
      List<String> workloads,
      AuditLine line) {

    /** Work that ended no credential and stopped no workload. */
    public static <T> Work<T> of(T value, long revision, AuditLine line) {
      return new Work<>(value, revision, Map.of(), List.of(), line);
    }
  }

  /** Commits the work, then waits until no node answers on what it changed. */
  public <T> Completed<T> carryOut(Function<Change, Work<T>> work) {
    Work<T> done = store.transaction(work);
    long committed = nanoTime.getAsLong();
    Node.Barrier barrier = node.complete(done.revision(), committed);
    var receipt =
        new Receipt(
            done.revision(),
            barrier.nodes(),
            barrier.expired(),
            barrier.cut(),
            done.credentials(),
            done.workloads(),
            Duration.ofNanos(nanoTime.getAsLong() - committed));
    figures.revoked(receipt.took(), receipt.connectionsInAll());
    if (saysMoreThanTheLine(receipt)) {
      store.note(receiptLine(done.line(), receipt));
    }
    return new Completed<>(done.value(), receipt);
  }

  private static boolean saysMoreThanTheLine(Receipt receipt) {
    return receipt.connectionsInAll() > 0 || !receipt.expired().isEmpty();
  }

  private static AuditLine receiptLine(AuditLine line, Receipt receipt) {
    var details = new TreeMap<String, String>();
    String project = line.details().get("project");
    if (project != null) {
      details.put("project", project);
    }
    details.put("of", line.action());
    details.put("revision", Long.toString(receipt.revision()));
    details.put("nodes", String.join(" ", receipt.nodes()));
    details.put("expired", String.join(" ", receipt.expired()));
    details.put("connections", receipt.connections().toString());
    return new AuditLine(
        line.subject(),
        line.who(),
        line.credential(),
        line.address(),
        "access.receipt",
        line.target(),
        "done",
        details);
  }
}
