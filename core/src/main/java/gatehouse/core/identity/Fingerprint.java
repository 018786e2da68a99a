package gatehouse.core.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a secret of 256 random bits: what is stored of it, and by which it is looked up.
 * Comparison takes the same time wherever two differ.
 */
public record Fingerprint(long a, long b, long c, long d) {

  /** The fingerprint of a secret's UTF-8 bytes. */
  public static Fingerprint of(String secret) {
    return of(sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads 32 bytes. */
  public static Fingerprint of(byte[] digest) {
    var buffer = ByteBuffer.wrap(digest);
    return new Fingerprint(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint f && ((a ^ f.a) | (b ^ f.b) | (c ^ f.c) | (d ^ f.d)) == 0;
  }

  /** The bits are uniform already: any 32 of them do. */
  @Override
  public int hashCode() {
    return (int) a;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes(), 0, 4) + "…";
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
