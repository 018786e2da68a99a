package gatehouse.core.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A line in its place.
 *
 * @param number counts from 1 without gaps
 * @param at when, to the microsecond
 * @param revision the revision of the same transaction, or 0
 * @param hash hex SHA-256 over the hash before and everything above
 */
public record AuditEntry(long number, Instant at, AuditLine line, long revision, String hash) {

  /** The hash before the first line. */
  public static final String START = "0".repeat(64);

  /** The line that follows one with the hash {@code before}. */
  public static AuditEntry after(
      String before, long number, Instant at, AuditLine line, long revision) {
    return new AuditEntry(number, at, line, revision, hash(before, number, at, line, revision));
  }

  /** Whether it follows a line with the hash {@code before} and was not changed since. */
  public boolean follows(String before) {
    return hash.equals(hash(before, number, at, line, revision));
  }

  private static String hash(
      String before, long number, Instant at, AuditLine line, long revision) {
    MessageDigest digest = sha256();
    add(digest, before);
    add(digest, Long.toString(number));
    add(digest, at.toString());
    add(digest, Long.toString(revision));
    add(digest, line.subject());
    add(digest, line.who());
    add(digest, line.credential());
    add(digest, line.address());
    add(digest, line.action());
    add(digest, line.target());
    add(digest, line.result());
    line.details()
        .forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Each part with its length in front, so that no two lines can be read as each other. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
