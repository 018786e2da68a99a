package gatehouse.doors.wire.keystone;

/** Why something is refused. */
public record ErrorBody(Fault error) {

  /** Status, its name, and a sentence. */
  public record Fault(int code, String title, String message) {}
}
