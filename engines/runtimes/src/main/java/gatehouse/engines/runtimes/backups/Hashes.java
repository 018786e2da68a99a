package gatehouse.engines.runtimes.backups;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Hashes {
  private Hashes() {}

  static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(byte[] bytes) {
    return inHex(fresh().digest(bytes));
  }

  static String inHex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
