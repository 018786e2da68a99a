package gatehouse.core.storage;

import gatehouse.core.access.AddressRange;
import gatehouse.core.storage.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do with object storage, beyond what their role says: a policy narrows, it never
 * widens. One without statements says nothing, and the role alone decides.
 */
public final class Policy {

  /** No policy. */
  public static final Policy NONE = new Policy(List.of());

  /** The longest document, in characters. */
  public static final int LONGEST = 20_480;

  private final List<Statement> statements;
  private final List<Statement.Meaning> meanings;

  public Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
    this.meanings =
        this.statements.stream()
            .map(each -> new Statement.Meaning(each.actions(), each.resources()))
            .toList();
  }

  /** Its statements, in the order they were written. */
  public List<Statement> statements() {
    return statements;
  }

  /** Whether it says anything at all. */
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  /**
   * What it says.
   *
   * @param by the statement that decided, or null where none applies
   */
  public record Verdict(boolean allowed, @Nullable Statement by) {}

  /**
   * An explicit deny wins, then an explicit allow; else no. Listing the names of all buckets is
   * allowed unless denied, but not from where no statement allows anything.
   *
   * @param resource {@code bucket} or {@code bucket/key}; empty for all buckets
   * @param address of the request, as {@link AddressRange#bytes} gives it
   */
  public Verdict decide(S3Action action, String resource, byte[] address) {
    @Nullable Statement allowing = null;
    for (int i = 0; i < meanings.size(); i++) {
      Statement statement = statements.get(i);
      if ((statement.effect() == Effect.DENY || allowing == null)
          && meanings.get(i).covers(action, resource)
          && statement.holds(address)) {
        if (statement.effect() == Effect.DENY) {
          return new Verdict(false, statement);
        }
        allowing = statement;
      }
    }
    boolean usual = action == S3Action.LIST_ALL_MY_BUCKETS && allowsSomethingFrom(address);
    return new Verdict(allowing != null || usual, allowing);
  }

  /** Whether something is allowed from an address, or nothing is allowed anywhere. */
  private boolean allowsSomethingFrom(byte[] address) {
    List<Statement> allows =
        statements.stream().filter(statement -> statement.effect() == Effect.ALLOW).toList();
    return allows.isEmpty() || allows.stream().anyMatch(statement -> statement.holds(address));
  }

  /**
   * This policy with one bucket (or what lies under one key of it) given by a profile, in place of
   * what an earlier profile said of the same.
   */
  public Policy with(BucketProfile profile, BucketName bucket, String key) {
    String sid = "gatehouse:" + bucket + (key.isEmpty() ? "" : "/" + key);
    var next = new ArrayList<Statement>();
    statements.stream().filter(statement -> !statement.sid().equals(sid)).forEach(next::add);
    next.addAll(profile.statements(sid, bucket, key));
    return new Policy(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy policy && statements.equals(policy.statements);
  }

  @Override
  public int hashCode() {
    return statements.hashCode();
  }

  @Override
  public String toString() {
    return "Policy" + statements;
  }
}
