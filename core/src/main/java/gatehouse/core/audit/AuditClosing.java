package gatehouse.core.audit;

import java.time.Instant;

/**
 * What stands at the end of an export, signed: nothing is missing at its beginning or its end.
 *
 * @param from the first line of the export
 * @param before the hash of the line before it
 * @param number the last line
 * @param hash the hash of that line
 * @param at when it was signed, to the microsecond
 * @param key the id of the key, as {@link AuditKey#id}
 * @param signature Ed25519 over {@link #text}, in Base64
 */
public record AuditClosing(
    long from, String before, long number, String hash, Instant at, String key, String signature) {

  /** What is signed; another first line than that of {@link AuditCheckpoint}. */
  public String text() {
    return text(from, before, number, hash, at, key);
  }

  static String text(long from, String before, long number, String hash, Instant at, String key) {
    return "gatehouse audit export\n%d\n%s\n%d\n%s\n%s\n%s\n"
        .formatted(from, before, number, hash, at, key);
  }
}
