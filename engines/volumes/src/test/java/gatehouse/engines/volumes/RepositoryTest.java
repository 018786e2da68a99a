package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.volume.DataStore;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.core.volume.StoreKind;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import gatehouse.core.workload.HandClock;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.VolumeFolder;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume from a git repository in a data store that asks for a password. */
class RepositoryTest {
  @TempDir Path home;

  private final HandClock clock = new HandClock();
  private final RightsByHand rights = new RightsByHand();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<DataSync> said = new LinkedBlockingQueue<>();
  private GitServer server;
  private VolumeFolder folder;

  @BeforeEach
  void aRepository() throws Exception {
    assumeTrue(Files.isExecutable(GitServer.BACKEND), "git is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    Path work = Files.createDirectories(home.resolve("work"));
    Files.writeString(work.resolve("README"), "private");
    run("git", "-C", "work", "init", "--quiet", "--initial-branch=main");
    run("git", "-C", "work", "add", ".");
    run("git", "-C", "work", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "one");
    run("git", "clone", "--quiet", "--bare", "work", "served/team/tools.git");
    server = new GitServer(home.resolve("served"));
    server.asksFor("ann", "secret");
    folder =
        new VolumeFolder(
            Files.createDirectory(home.resolve("data")),
            Files.createDirectory(home.resolve("aside")),
            home.resolve("record"),
            -1);
  }

  @AfterEach
  void stop() {
    threads.close();
    if (server != null) {
      server.close();
    }
  }

  private void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).directory(home.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  @Test
  void itIsBroughtByWhatTheStoreKeeps() throws Exception {
    DataSync pulled = pull("secret");

    assertThat(pulled.state()).as(pulled.info().sentence()).isEqualTo(SyncState.DONE);
    assertThat(folder.data().resolve("README")).hasContent("private");
    assertThat(pulled.progress().getFirst().source()).isEqualTo("team/tools.git@CODE");
  }

  @Test
  void whoMayNotReadObjectsGetsNone() throws Exception {
    rights.end();

    DataSync pulled = pull("secret");

    assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
    assertThat(pulled.progress().getFirst().state()).isEqualTo("FORBIDDEN");
    assertThat(server.sawSignIns()).isZero();
    assertThat(folder.data()).isEmptyDirectory();
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() throws Exception {
    DataSync pulled = pull("wr0ng");

    assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
    assertThat(pulled.info().sentence()).contains("Authentication failed").doesNotContain("wr0ng");
  }

  private DataSync pull(String password) throws Exception {
    Workload workload = workload();
    var mover =
        new VolumeMover(
            (of, one) -> folder,
            new OneHost(password),
            rights,
            said::add,
            address -> true,
            true,
            threads,
            length -> {},
            clock);
    mover.ensure(workload, DataSync.asked(workload, Direction.PULL, true, null, clock.instant()));
    while (true) {
      DataSync next = said.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("the sync ends").isNotNull();
      if (next.state().isOver()) {
        return next;
      }
    }
  }

  private Workload workload() {
    JobSpec bare = WorkloadsForTests.aJobSpec("train");
    var volume =
        new Volume(
            UUID.randomUUID(),
            new MountPath("/workspace/tools"),
            VolumePermission.RO,
            false,
            new VolumeSource.Repository("CODE", "team/tools.git"));
    var spec =
        new JobSpec(
            "train",
            "host",
            bare.command(),
            Map.of(),
            Map.of(),
            bare.resources(),
            false,
            8080,
            bare.timeout(),
            false,
            List.of(volume));
    return WorkloadsForTests.queued(spec, WorkloadsForTests.ADA, clock.instant());
  }

  /** The one data store of a project. */
  private final class OneHost implements StoreDirectory {
    private final String password;

    OneHost(String password) {
      this.password = password;
    }

    @Override
    public ObjectStore named(ProjectId project, String alias) {
      throw new AssertionError("no bucket was asked for");
    }

    @Override
    public DataStores.Opened repositories(ProjectId project, String alias) {
      return new DataStores.Opened(
          new DataStore(
              project,
              alias,
              StoreKind.GIT_PASSWORD,
              server.url("").resolve("/"),
              "",
              "ann",
              "",
              clock.instant(),
              clock.instant()),
          new Secret(password));
    }
  }
}
