package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/**
 * A public key as it stands in a file of OpenSSH: its type, its bytes in Base64, and, where there
 * is one, a remark (RFC 4253, 6.6).
 */
public record SshPublicKey(String line) {
  private static final int LONGEST = 16_384;
  private static final int LEAST_RSA_BITS = 2048;
  private static final String RSA = "ssh-rsa";
  private static final Set<String> TYPES =
      Set.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          RSA,
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");

  /**
   * @throws Refused with {@link Invalid} for what is no such line, and for keys that are too weak
   */
  public SshPublicKey {
    line = line.strip();
    if (line.contains("PRIVATE KEY")) {
      throw invalid("the public half: this is a private key, keep it to yourself");
    }
    if (line.length() > LONGEST || line.chars().anyMatch(Character::isISOControl)) {
      throw invalid("one line of at most " + LONGEST + " characters each");
    }
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !TYPES.contains(parts[0])) {
      throw invalid("lines as in id_ed25519.pub: ssh-ed25519, ecdsa-sha2-… or ssh-rsa, a key");
    }
    requireWhole(parts[0], decoded(parts[1]));
  }

  /** The key's bytes, as they are shown to a server that shall accept it. */
  public byte[] bytes() {
    return decoded(line.split(" ", 3)[1]);
  }

  /** What it is recognised by among people: {@code SHA256:} and 43 characters, as OpenSSH says. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid("whole lines: the key of this one is cut off or mistyped");
    }
  }

  private static void requireWhole(String type, byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    try {
      if (!new String(part(buffer), StandardCharsets.US_ASCII).equals(type)) {
        throw invalid("keys that are of the type they say");
      }
      byte[] first = part(buffer);
      if (type.equals(RSA)) {
        int bits = new java.math.BigInteger(part(buffer)).bitLength();
        if (bits < LEAST_RSA_BITS) {
          throw invalid("RSA keys of at least " + LEAST_RSA_BITS + " bits, not " + bits);
        }
      } else if (type.equals("ssh-ed25519") && first.length != 32) {
        throw invalid("whole lines: this key has not 32 bytes");
      }
    } catch (BufferUnderflowException | NumberFormatException e) {
      throw invalid("whole lines: the key of this one is cut off or mistyped");
    }
  }

  private static byte[] part(ByteBuffer buffer) {
    int length = buffer.getInt();
    if (length < 0 || length > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    buffer.get(part);
    return part;
  }

  private static Refused invalid(String rule) {
    return new Refused(new Invalid("sshPublicKeys", rule));
  }
}
