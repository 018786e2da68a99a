package gatehouse.core.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that a protocol needs back (AES-256-GCM under the installation's key), each bound
 * to a context so that a sealed value cannot be moved to another row.
 */
public final class Seal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  /**
   * @param key 32 bytes
   */
  public Seal(byte[] key, SecureRandom random) {
    if (key.length != 32) {
      throw new IllegalArgumentException("an AES-256 key has 32 bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
  }

  /** Seals a secret for a context, as {@code application:12}. */
  public byte[] seal(Secret secret, String context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, nonce, secret.value().getBytes(StandardCharsets.UTF_8), context);
    return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Opens what was sealed for the same context.
   *
   * @throws IllegalStateException where key, context or bytes are not the ones it was sealed with
   */
  public Secret open(byte[] sealed, String context) {
    if (sealed.length < NONCE) {
      throw new IllegalStateException("this was never sealed");
    }
    var buffer = ByteBuffer.wrap(sealed);
    byte[] nonce = new byte[NONCE];
    buffer.get(nonce);
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return new Secret(
        new String(run(Cipher.DECRYPT_MODE, nonce, rest, context), StandardCharsets.UTF_8));
  }

  /** What tells this key from others, and nothing else about it: 16 hexadecimal digits. */
  public String fingerprint() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] all = mac.doFinal("gatehouse: which key is this?".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the sealed value does not open: is this the installation's key?", e);
    }
  }
}
