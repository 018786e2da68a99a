package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** The last line of an export. */
public record AuditClosingBody(Closing end) {

  /**
   * From which line to which it went, signed.
   *
   * @param before the hash of the line before the first
   * @param publicKey of the key that signed it, in PEM
   */
  public record Closing(
      long from,
      String before,
      long number,
      String hash,
      Instant at,
      String key,
      String signature,
      String publicKey) {}
}
