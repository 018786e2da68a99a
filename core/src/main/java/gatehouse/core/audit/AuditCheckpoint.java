package gatehouse.core.audit;

import java.time.Instant;

/**
 * What the installation signed about the chain at one moment: whoever has the public key finds any
 * change to the lines up to this one.
 *
 * @param number the line
 * @param hash the hash of that line
 * @param at when it was signed, to the microsecond
 * @param key the id of the key, as {@link AuditKey#id}
 * @param signature Ed25519 over {@link #text}, in Base64
 */
public record AuditCheckpoint(long number, String hash, Instant at, String key, String signature) {

  /** What is signed; another first line than that of {@link AuditClosing}. */
  public String text() {
    return text(number, hash, at, key);
  }

  static String text(long number, String hash, Instant at, String key) {
    return "gatehouse audit checkpoint\n%d\n%s\n%s\n%s\n".formatted(number, hash, at, key);
  }
}
