package gatehouse.doors.ssh;

import gatehouse.core.identity.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key by which clients recognise this installation (ECDSA P-256); one for all its nodes. */
public final class HostKey {
  private static final String SECRET_LABEL = "PRIVATE KEY";
  private static final String PUBLIC_LABEL = "PUBLIC KEY";

  private final KeyPair pair;

  private HostKey(KeyPair pair) {
    this.pair = pair;
  }

  /** A fresh key. */
  public static HostKey draw() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new HostKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  /**
   * The key that {@link #secretPem} wrote.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static HostKey of(Secret pem) {
    try {
      var keys = KeyFactory.getInstance("EC");
      return new HostKey(
          new KeyPair(
              keys.generatePublic(new X509EncodedKeySpec(bytes(pem.value(), PUBLIC_LABEL))),
              keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(pem.value(), SECRET_LABEL)))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("that is no elliptic key with both its halves", e);
    }
  }

  /** Both halves in PEM, for a file that nobody else reads. */
  public Secret secretPem() {
    return new Secret(
        pem(SECRET_LABEL, pair.getPrivate().getEncoded())
            + pem(PUBLIC_LABEL, pair.getPublic().getEncoded()));
  }

  KeyPair pair() {
    return pair;
  }

  private static String pem(String label, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getEncoder().encodeToString(bytes), label);
  }

  private static byte[] bytes(String pem, String label) {
    Matcher block =
        Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
            .matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException("there is no " + label + " in it");
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
