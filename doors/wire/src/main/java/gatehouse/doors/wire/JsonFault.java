package gatehouse.doors.wire;

/**
 * A text is not the JSON that was asked for. Says where, and never repeats what was found there: it
 * may be a secret.
 */
public final class JsonFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String rule;

  JsonFault(String where, String rule) {
    super(where + ": " + rule, null, false, false);
    this.where = where;
    this.rule = rule;
  }

  /** The member at fault, as {@code roles[0].name}, or {@code body}. */
  public String where() {
    return where;
  }

  /** What would have been accepted, or the line and column where reading ended. */
  public String rule() {
    return rule;
  }
}
