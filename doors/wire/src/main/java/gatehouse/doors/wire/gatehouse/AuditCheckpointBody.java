package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** What was signed about the audit; in an export it follows its line. */
public record AuditCheckpointBody(Checkpoint checkpoint) {

  /** The line, its hash, when it was signed, by which key, and the signature in Base64. */
  public record Checkpoint(long number, String hash, Instant at, String key, String signature) {}
}
