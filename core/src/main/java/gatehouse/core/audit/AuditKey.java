package gatehouse.core.audit;

import gatehouse.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The installation's own key, under which the audit is signed (Ed25519). */
public final class AuditKey {
  private static final int ID_LENGTH = 16;
  private static final String SECRET_LABEL = "PRIVATE KEY";
  private static final String PUBLIC_LABEL = "PUBLIC KEY";

  private final KeyPair pair;
  private final String id;

  private AuditKey(KeyPair pair) throws GeneralSecurityException {
    this.pair = pair;
    this.id =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded()))
            .substring(0, ID_LENGTH);
    if (!verifies("", sign(""))) {
      throw new GeneralSecurityException("the two halves do not belong together");
    }
  }

  /** A fresh key. */
  public static AuditKey draw() {
    try {
      return new AuditKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /**
   * The key that {@link #secretPem} wrote: one for all nodes of an installation.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static AuditKey of(Secret pem) {
    try {
      var keys = KeyFactory.getInstance("Ed25519");
      return new AuditKey(
          new KeyPair(
              keys.generatePublic(new X509EncodedKeySpec(bytes(pem.value(), PUBLIC_LABEL))),
              keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(pem.value(), SECRET_LABEL)))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("that is no Ed25519 key with both its halves", e);
    }
  }

  /** The first 16 hexadecimal digits of the SHA-256 of the public half (X.509, DER). */
  public String id() {
    return id;
  }

  /** Both halves in PEM, for a file that nobody else reads. */
  public Secret secretPem() {
    return new Secret(pem(SECRET_LABEL, pair.getPrivate().getEncoded()) + publicPem());
  }

  /** The public half in PEM, to be written down elsewhere. */
  public String publicPem() {
    return pem(PUBLIC_LABEL, pair.getPublic().getEncoded());
  }

  /** Signs where the chain stands. */
  public AuditCheckpoint checkpoint(long number, String hash, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return new AuditCheckpoint(
        number, hash, at, id, sign(AuditCheckpoint.text(number, hash, at, id)));
  }

  /** Signs the end of an export. */
  public AuditClosing closing(long from, String before, long number, String hash, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return new AuditClosing(
        from,
        before,
        number,
        hash,
        at,
        id,
        sign(AuditClosing.text(from, before, number, hash, at, id)));
  }

  /** Whether this key signed a checkpoint, and nothing in it was changed. */
  public boolean signed(AuditCheckpoint checkpoint) {
    return checkpoint.key().equals(id) && verifies(checkpoint.text(), checkpoint.signature());
  }

  /** Whether this key signed an end, and nothing in it was changed. */
  public boolean signed(AuditClosing closing) {
    return closing.key().equals(id) && verifies(closing.text(), closing.signature());
  }

  private String sign(String text) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with our own key failed", e);
    }
  }

  private boolean verifies(String text, String signed) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(pair.getPublic());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
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
