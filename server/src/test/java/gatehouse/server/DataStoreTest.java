package gatehouse.server;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.ObjectStoreContract;
import gatehouse.core.storage.ObjectStores;
import gatehouse.engines.stores.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A store that a project brings along: another installation stands in for it. */
final class DataStoreTest extends ObjectStoreContract {
  @TempDir static Path folder;
  private static S3Site there;

  /** Each test has projects of its own there, so that it begins with an empty store. */
  private final Map<ProjectId, ObjectStore> fresh = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    there = S3Site.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    there.close();
  }

  @Override
  protected ObjectStores stores() {
    return project -> fresh.computeIfAbsent(project, id -> fresh());
  }

  private static ObjectStore fresh() {
    try {
      String project =
          there
              .admin
              .post("/v1/gatehouse/project", "{\"description\":\"x\"}")
              .json()
              .path("id")
              .asString();
      String users = "/v1/gatehouse/project/" + project + "/user";
      JsonNode user =
          there
              .admin
              .post(users, "{\"description\":\"x\",\"roles\":[\"objectstore_operator\"]}")
              .json()
              .path("user");
      JsonNode key =
          there.admin.post(users + "/" + user.path("username").asString() + "/s3-key", "").json();
      return new S3Store(
          URI.create("http://127.0.0.1:" + there.port),
          "local",
          key.path("access").asString(),
          new Secret(key.path("secret").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
