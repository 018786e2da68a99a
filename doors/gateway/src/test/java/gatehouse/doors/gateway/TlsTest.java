package gatehouse.doors.gateway;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.workload.WorkloadKind.NOTEBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.gateway.GatewayConfig.TlsFiles;
import gatehouse.doors.gateway.House.Someone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and HTTP/2 over it, with the JDK's client and keytool's certificates. */
class TlsTest {
  @TempDir private Path folder;
  private House house;
  private Someone reader;
  private TlsFiles files;

  @BeforeEach
  void open() throws Exception {
    files = DrawnCertificate.draw(folder, "first");
    house = new House(GatewayLimits.DEFAULTS, files, List.of());
    reader = house.someone(AI_TRAINING_READ);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("k", certificate());
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  private X509Certificate certificate() throws Exception {
    try (var in = Files.newInputStream(files.certificateChain())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + house.port + path));
  }

  @Test
  void browsersSpeakHttp2AndTheWebServerHttp1() throws Exception {
    RawServer web = house.web(connection -> connection.answerAll("panel"));
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      HttpResponse<String> answer = client.send(request("/a?b").build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("panel");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
      assertThat(web.nextHead())
          .startsWith("GET /a?b HTTP/1.1\r\n")
          .contains("X-Forwarded-Proto: https", "host: localhost:" + house.port)
          .doesNotContainIgnoringCase("x-http2");
    }
  }

  @Test
  void manyStreamsOfOneConnectionAreServedAtOnce() throws Exception {
    house.web(connection -> connection.answerAll("panel"));
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      client.send(request("/").build(), BodyHandlers.ofString());
      List<CompletableFuture<HttpResponse<String>>> all =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      client.sendAsync(
                          request("/" + i).POST(BodyPublishers.ofString("x".repeat(i))).build(),
                          BodyHandlers.ofString()))
              .toList();

      assertThat(all).allSatisfy(one -> assertThat(one.get().body()).isEqualTo("panel"));
    }
  }

  @Test
  void http1IsSpokenOverTlsToo() throws Exception {
    house.web(connection -> connection.answerAll("panel"));
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      HttpResponse<String> answer = client.send(request("/").build(), BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.body()).isEqualTo("panel");
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
    }
  }

  @Test
  void aStreamIsCutWhenTheRoleIsTakenAway() throws Exception {
    RawServer server =
        house.tcp(
            connection -> {
              connection.head();
              connection.say(RawClient.head("HTTP/1.1 200 OK", "Content-Type: x/y"));
              byte[] block = new byte[65536];
              while (true) {
                connection.out.write(block);
              }
            });
    WorkloadId id =
        house.workloads.running(
            NOTEBOOK, 0, new Upstream.Tcp("127.0.0.1", server.port(), Map.of()));
    try (var stream = new Http2Stream(house.port, House.host(NOTEBOOK, id), reader.bearer())) {
      assertThat(stream.awaitStatus()).isEqualTo("200");
      stream.awaitBytes(10_000_000);

      assertThat(house.revoke(reader).cut()).containsEntry(ConnectionKind.HTTP, 1);

      assertThat(stream.awaitReset()).isTrue();
    }
  }

  @Test
  void aChangedCertificateIsUsedWithoutARestart() throws Exception {
    house.web(connection -> connection.answerAll("panel"));
    X509Certificate before = certificate();
    DrawnCertificate.draw(folder, "second");
    var later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(files.certificateChain(), later);
    Files.setLastModifiedTime(files.privateKey(), later);
    house.gateway.reloadTls();

    assertThat(certificate()).isNotEqualTo(before);
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      assertThat(client.send(request("/").build(), BodyHandlers.ofString()).body())
          .isEqualTo("panel");
    }
  }
}
