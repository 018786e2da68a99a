package gatehouse.doors.s3.swift;

/** A refusal of Swift's own, that no other door knows. */
final class SwiftFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  SwiftFault(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** What is not offered is a wrong request: clients try again and again what answers 501. */
  static SwiftFault notOffered(String sentence) {
    return new SwiftFault(400, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
