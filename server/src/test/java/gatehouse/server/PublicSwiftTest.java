package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.engines.stores.PublicContainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;

/** Containers that everybody may read, of OpenStack Swift itself and of somebody who lies. */
final class PublicSwiftTest {
  @TempDir static Path folder;
  private static SwiftSite swift;
  private static String account;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(SwiftSite.isInstalled(), "Swift is not installed");
    swift = SwiftSite.start(folder);
    account = swift.url().resolve("/v1/AUTH_test0").toString();
    try (S3Client client = client()) {
      client.createBucket(request -> request.bucket("open").acl(BucketCannedACL.PUBLIC_READ));
      client.createBucket(request -> request.bucket("closed"));
      for (String name : List.of("a", "deep/er/b", "schön 数+%?.csv", "two\nlines")) {
        client.putObject(
            request -> request.bucket("open").key(name), RequestBody.fromString("in " + name));
      }
    }
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(swift.url())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(SwiftSite.accessKey(0), SwiftSite.SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .serviceConfiguration(
            S3Configuration.builder()
                .pathStyleAccessEnabled(true)
                .chunkedEncodingEnabled(false)
                .build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  @AfterAll
  static void stop() {
    if (swift != null) {
      swift.close();
    }
  }

  private static ObjectStore container(String name) {
    return new PublicContainer(URI.create(account + name), Data.reach(true));
  }

  @Test
  void whatEverybodyMayReadIsListedInPiecesAndRead() throws Exception {
    ObjectStore open = container("/open");
    var found = new ArrayList<ObjectEntry>();
    @Nullable ObjectKey after = null;
    do {
      ObjectStore.Listing page = open.list(StoreDirectory.WHOLE, "", after, 2);
      found.addAll(page.objects());
      after = page.next();
    } while (after != null);

    assertThat(found)
        .extracting(entry -> entry.key().value())
        .containsExactly("a", "deep/er/b", "schön 数+%?.csv", "two\nlines");
    for (ObjectEntry entry : found) {
      try (ObjectStore.Opened opened = open.open(StoreDirectory.WHOLE, entry.key()).orElseThrow()) {
        assertThat(opened.bytes()).hasContent("in " + entry.key());
        assertThat(opened.entry().etag()).isEqualTo(entry.etag()).matches("[0-9a-f]{32}");
        assertThat(opened.entry().size()).isEqualTo(entry.size());
      }
    }
    assertThat(open.open(StoreDirectory.WHOLE, new ObjectKey("none"))).isEmpty();
    assertThat(open.list(StoreDirectory.WHOLE, "deep/", null, 10).objects()).hasSize(1);
  }

  @Test
  void whatIsClosedOrNotThereIsSaidAndNothingIsWritten() {
    assertThatThrownBy(() -> container("/closed").list(StoreDirectory.WHOLE, "", null, 10))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Forbidden.class));
    assertThatThrownBy(() -> container("/open").delete(StoreDirectory.WHOLE, new ObjectKey("a")))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Forbidden.class));
  }

  @Test
  void nobodyIsFollowedElsewhereAndNothingIsAskedOfThisMachine() throws Exception {
    HttpServer liar =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    liar.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", account + "/open");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    liar.createContext(
        "/same",
        exchange -> {
          byte[] page =
              ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                      + "<container><object><name>&e;</name></object></container>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    liar.start();
    try {
      URI at = URI.create("http://127.0.0.1:" + liar.getAddress().getPort() + "/c");
      assertThatThrownBy(
              () ->
                  new PublicContainer(at, Data.reach(true))
                      .list(StoreDirectory.WHOLE, "", null, 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("says 302");
      assertThatThrownBy(
              () ->
                  new PublicContainer(at.resolve("/same"), Data.reach(true))
                      .list(StoreDirectory.WHOLE, "", null, 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("none");
      assertThatThrownBy(
              () ->
                  new PublicContainer(at, Data.reach(false))
                      .list(StoreDirectory.WHOLE, "", null, 10))
          .isInstanceOfSatisfying(
              Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Invalid.class));
    } finally {
      liar.stop(0);
    }
  }
}
