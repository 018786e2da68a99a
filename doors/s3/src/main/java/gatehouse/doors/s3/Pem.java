package gatehouse.doors.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Certificates and keys from PEM files. */
final class Pem {
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  private Pem() {}

  static KeyStore keyStore(Path certificates, Path key) throws IOException {
    try (InputStream in = Files.newInputStream(certificates)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry("s3", privateKey(Files.readString(key)), new char[0], chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("tls-certificate and tls-key cannot be used for S3", e);
    }
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = pem.indexOf(begin);
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || end < from) {
      throw new InvalidKeySpecException("the key is not in PKCS #8: openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), end));
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        // Of another kind.
      }
    }
    throw new InvalidKeySpecException("the key is neither RSA nor EC nor Ed25519");
  }
}
