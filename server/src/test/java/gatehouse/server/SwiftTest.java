package gatehouse.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.ObjectStoreContract;
import gatehouse.core.storage.ObjectStores;
import gatehouse.engines.stores.S3Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A store that a project brings along, of another make: OpenStack Swift. */
final class SwiftTest extends ObjectStoreContract {
  @TempDir static Path folder;
  private static SwiftSite swift;
  private static int accounts;

  /** Each test has accounts of its own there, so that it begins with an empty store. */
  private final Map<ProjectId, ObjectStore> fresh = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(SwiftSite.isInstalled(), "Swift is not installed");
    swift = SwiftSite.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (swift != null) {
      swift.close();
    }
  }

  @Override
  protected ObjectStores stores() {
    return project ->
        fresh.computeIfAbsent(
            project,
            id ->
                new S3Store(
                    swift.url(),
                    "us-east-1",
                    SwiftSite.accessKey(accounts++),
                    new Secret(SwiftSite.SECRET)));
  }
}
