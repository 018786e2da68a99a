package gatehouse.engines.runtimes.far;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The key by which the nodes of one installation know each other: TLS 1.3 both ways, and the other
 * end must have the very same certificate.
 */
public final class NodeKey {
  /** What keeps the file is its mode; the format wants a password all the same. */
  private static final String PASSWORD = "gatehouse";

  private static final String ALIAS = "node";
  private static final int PATIENCE_SECONDS = 60;

  private final SSLContext context;
  private final String fingerprint;

  private NodeKey(SSLContext context, String fingerprint) {
    this.context = context;
    this.fingerprint = fingerprint;
  }

  /**
   * A new key (ECDSA P-256), as {@link #of} reads it. Java has no other way to make a certificate
   * than the tool that comes with it, which takes about a second.
   *
   * @throws IOException where that tool does not do it
   */
  public static byte[] draw() throws IOException {
    Path folder = Files.createTempDirectory("gatehouse-key");
    Path file = folder.resolve("key");
    try {
      Process tool =
          new ProcessBuilder(command(file))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
        tool.destroyForcibly();
        throw new IOException(
            "the key of the nodes could not be made: "
                + Files.readString(folder.resolve("said")).strip());
      }
      return Files.readAllBytes(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the key of the nodes was made", e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder.resolve("said"));
      Files.deleteIfExists(folder);
    }
  }

  private static List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "36500",
        "-dname",
        "CN=Gatehouse",
        "-alias",
        ALIAS,
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        file.toString());
  }

  /**
   * The key that was drawn.
   *
   * @throws IllegalArgumentException where these bytes are none
   */
  public static NodeKey of(byte[] drawn) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(drawn), PASSWORD.toCharArray());
      if (!(store.getCertificate(ALIAS) instanceof X509Certificate own)) {
        throw new IllegalArgumentException("it holds no certificate");
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), new TrustManager[] {new Same(own)}, null);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
      return new NodeKey(context, HexFormat.of().formatHex(digest, 0, 8));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
    }
  }

  /** What tells this key from others, and nothing else about it: 16 hexadecimal digits. */
  public String fingerprint() {
    return fingerprint;
  }

  SSLContext context() {
    return context;
  }

  /** For logs: a key tells nothing. */
  @Override
  public String toString() {
    return "a key of nodes";
  }

  /** Trusts one certificate, whatever names and dates are in it. */
  private record Same(X509Certificate own) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
        throws CertificateException {
      require(chain);
    }

    private void require(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0 || !own.equals(chain[0])) {
        throw new CertificateException(
            "the other end is no node of this installation: its keys are others");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[] {own};
    }
  }
}
