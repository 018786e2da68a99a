package gatehouse.doors.gateway;

import gatehouse.doors.gateway.GatewayConfig.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Fresh self-signed certificates for localhost, drawn by keytool, as PEM files. */
final class DrawnCertificate {
  private DrawnCertificate() {}

  /** Where a certificate drawn in a folder lies. */
  static TlsFiles in(Path folder) {
    return new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  /** Draws one, in place of what lies there. */
  static TlsFiles draw(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    TlsFiles files = in(folder);
    Path store = folder.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,dns:*.notebook.localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(
          new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    var encoder = Base64.getMimeEncoder();
    Files.writeString(
        files.certificateChain(),
        pem("CERTIFICATE", encoder.encodeToString(keys.getCertificate("k").getEncoded())));
    Files.writeString(
        files.privateKey(),
        pem(
            "PRIVATE KEY",
            encoder.encodeToString(keys.getKey("k", "changeit".toCharArray()).getEncoded())));
    return files;
  }

  private static String pem(String what, String encoded) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, encoded, what);
  }
}
