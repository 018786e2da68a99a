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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that everybody may read, of OpenStack Swift itself and of somebody who lies. */
final class PublicSwiftTest {
  @TempDir static Path folder;
  private static SwiftSite swift;
  private static String account;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(SwiftSite.isInstalled(), "Swift is not installed");
    swift = SwiftSite.start(folder);
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(swift.url().resolve("/auth/v1.0"))
                  .header("X-Auth-User", SwiftSite.accessKey(0))
                  .header("X-Auth-Key", SwiftSite.SECRET)
                  .build(),
              BodyHandlers.ofString());
      token = answer.headers().firstValue("X-Auth-Token").orElseThrow();
      account = answer.headers().firstValue("X-Storage-Url").orElseThrow();
    }
    put("/open", "", "X-Container-Read", ".r:*,.rlistings");
    put("/closed", "");
    for (String name : List.of("a", "deep/er/b", "schön 数+%?.csv", "two\nlines")) {
      put("/open/" + encoded(name), "in " + name);
    }
  }

  @AfterAll
  static void stop() {
    if (swift != null) {
      swift.close();
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void put(String path, String body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(account + path))
            .header("X-Auth-Token", token)
            .PUT(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(201);
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
