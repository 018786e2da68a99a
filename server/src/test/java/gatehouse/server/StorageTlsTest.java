package gatehouse.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object storage over TLS, as the AWS command line sees it. */
final class StorageTlsTest {
  private static final String CERTIFY =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
          + " -keyout key.pem -out cert.pem -addext subjectAltName=DNS:localhost";

  @TempDir Path folder;

  @Test
  void clientsReachItOverTlsByTheInstallationsCertificate() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/aws")), "awscli is not installed");
    byte[] bytes = new byte[20_000_000];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("up"), bytes);
    try (S3Site plain = S3Site.start(folder)) {
      var certify = new ArrayList<>(List.of(CERTIFY.split(" ")));
      certify.addAll(List.of("-subj", "/CN=localhost"));
      plain.run(certify).succeeded();
      plain.server.close();
      try (var server =
          ServerProcess.start(
              folder.resolve("data"),
              "--tls-certificate",
              folder.resolve("cert.pem").toString(),
              "--tls-key",
              folder.resolve("key.pem").toString())) {
        URI endpoint = URI.create(server.objectStorage());
        assertThat(endpoint.getScheme()).isEqualTo("https");
        aws(plain, endpoint, "mb", "s3://data").succeeded();
        aws(plain, endpoint, "cp", "up", "s3://data/up").succeeded();
        aws(plain, endpoint, "cp", "s3://data/up", "back").succeeded();
        assertThat(folder.resolve("back")).hasBinaryContent(bytes);
        assertThat(
                plain.run(List.of("aws", "--endpoint-url", endpoint.toString(), "s3", "ls")).out())
            .contains("CERTIFICATE_VERIFY_FAILED");
        // To the wrong scheme, and with a password: its bytes must not come into the log.
        Client plainly = server.client().basic("admin", ServerProcess.ADMIN_PASSWORD);
        for (int i = 0; i < 20; i++) { // What the first would have logged is there after the last.
          assertThatThrownBy(() -> plainly.get("/v1/me")).isInstanceOf(Exception.class);
        }
        assertThat(server.log())
            .doesNotContain("NotSslRecord", HexFormat.of().formatHex("GET /v1".getBytes(US_ASCII)));
      }
    }
  }

  private static S3Site.Outcome aws(S3Site site, URI endpoint, String... verb) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "env",
                "AWS_CA_BUNDLE=cert.pem",
                "aws",
                "--endpoint-url",
                endpoint.toString(),
                "s3"));
    command.addAll(List.of(verb));
    return site.run(command);
  }
}
