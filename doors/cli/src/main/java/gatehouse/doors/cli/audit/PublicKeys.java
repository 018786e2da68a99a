package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.remote.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys that signatures are checked with, by their ids. */
final class PublicKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");
  private static final int ID_LENGTH = 16;

  private final Map<String, PublicKey> keys = new LinkedHashMap<>();

  /** The keys in these files; each may hold several. */
  static PublicKeys in(List<Path> files) throws IOException {
    var keys = new PublicKeys();
    for (Path file : files) {
      try {
        keys.add(Files.readString(file), file.toString());
      } catch (NoSuchFileException e) {
        throw new Failure("There is no file " + file + ".");
      }
    }
    return keys;
  }

  /** The keys in a text. */
  static PublicKeys of(String pem) {
    var keys = new PublicKeys();
    keys.add(pem, "The export");
    return keys;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Their ids, as a person reads them. */
  String ids() {
    return String.join(", ", keys.keySet());
  }

  boolean has(String id) {
    return keys.containsKey(id);
  }

  /** Whether the key of this id signed this text. */
  boolean verify(String id, String text, String signed) {
    PublicKey key = keys.get(id);
    if (key == null) {
      return false;
    }
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(signed));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private void add(String pem, String where) {
    Matcher blocks = PEM.matcher(pem);
    int before = keys.size();
    try {
      while (blocks.find()) {
        byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(1));
        keys.put(
            id(bytes),
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes)));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Failure(where + " holds a key that is no Ed25519 key.");
    }
    if (keys.size() == before) {
      throw new Failure(where + " holds no public key. Write it with: gatehouse audit key > FILE");
    }
  }

  private static String id(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
        .substring(0, ID_LENGTH);
  }
}
