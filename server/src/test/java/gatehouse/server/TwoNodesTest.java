package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.engines.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, each with a data folder of its own. */
class TwoNodesTest {
  @TempDir private Path folder;

  @Test
  void whatRanOnANodeThatIsStoppedGoesOnWhenThatIsThereAgain() throws Exception {
    try (EmbeddedDatabase database =
            EmbeddedDatabase.start(folder.resolve("postgres"), folder.resolve("cache"));
        ServerProcess two = node(database, "two")) {
      Client admin;
      Site first;
      try (ServerProcess one = node(database, "one")) {
        admin = one.client().admin();
        first = Site.on(one, admin);
        assertThat(one.stop()).isZero();
      }

      // The other node has looked at all there is once it has started something else.
      Site second = Site.on(two, admin);
      String path = "/v1/app/" + id(first);
      assertThat(admin.at(two.port()).get(path).json().get("status").get("state").asString())
          .isEqualTo("RUNNING");

      try (ServerProcess one = node(database, "one")) {
        Client here = admin.at(one.port());
        Until.holds(() -> here.getFrom(first.app()).status() == 200);
        new Site(one, first.app()).end(admin);
        second.end(admin);
      }
    }
  }

  private static String id(Site site) {
    return site.app().substring("http://".length(), site.app().indexOf('.'));
  }

  private ServerProcess node(EmbeddedDatabase database, String name) throws Exception {
    return ServerProcess.start(
        folder.resolve(name),
        "--database-url",
        database.url() + "&user=" + database.user() + "&password=" + database.password(),
        "--keys",
        folder.resolve("keys").toString());
  }
}
