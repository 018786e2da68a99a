package gatehouse.doors.cli.remote;

/** Something did not work: one sentence, with the cure where there is one. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Something that failed before or beside the server. */
  public Failure(String sentence) {
    this(0, sentence);
  }

  /** Something the server turned down with an HTTP status. */
  public Failure(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** The HTTP status, or 0 when no server answered. */
  public int status() {
    return status;
  }

  /** The sentence. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
