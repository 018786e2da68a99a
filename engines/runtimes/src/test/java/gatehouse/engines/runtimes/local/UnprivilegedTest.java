package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.core.workload.RuntimeContract;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A server without root: another process, as {@code nobody}. */
class UnprivilegedTest {
  private Path shared;

  @BeforeEach
  void share() throws IOException {
    assumeThat(Machine.user()).as("only root can become nobody").isZero();
    shared = Files.createTempDirectory("gatehouse-nobody");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @AfterEach
  void clear() throws IOException {
    if (shared != null) {
      Folders.delete(shared);
    }
  }

  @Test
  void workloadsRunAndLimitsDegradeAndTheReportSaysSo() throws Exception {
    List<String> said = asNobody(UnprivilegedServer.class);

    assertThat(said)
        .contains("available true", "exit EXITED 3", "stop STOPPED", "http HTTP/1.0 200 OK");
    assertThat(said).anyMatch(line -> line.matches("limits (cgroup2|systemd|rlimit)"));
    assertThat(said).anyMatch(line -> line.startsWith("remark The server is not root"));
    if (said.contains("limits rlimit")) {
      assertThat(said).anyMatch(line -> line.startsWith("remark Limits are partly advisory"));
      assertThat(said).contains("greedy EXITED 1");
    }
  }

  private List<String> asNobody(Class<?> main) throws Exception {
    Process server =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                classes(main),
                main.getName(),
                shared.resolve("data").toString())
            .redirectErrorStream(true)
            .start();
    server.getOutputStream().close();
    String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(server.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** Copies what the server needs to where nobody may read it. */
  private String classes(Class<?> main) throws IOException {
    Set<Path> sources = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            main,
            LocalRuntime.class,
            RuntimeContract.class,
            gatehouse.core.workload.RunSpec.class,
            Assertions.class,
            Logger.class)) {
      sources.add(Path.of(needed.getProtectionDomain().getCodeSource().getLocation().getPath()));
    }
    var copies = new ArrayList<String>();
    for (Path source : sources) {
      Path copy = shared.resolve("classes" + copies.size() + source.getFileName());
      copy(source, copy);
      copies.add(copy.toString());
    }
    return String.join(":", copies);
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(source.relativize(file).toString());
        Files.copy(
            file,
            Files.isSameFile(file, source) ? target : to,
            StandardCopyOption.REPLACE_EXISTING);
        String mode = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(
            Files.isSameFile(file, source) ? target : to, PosixFilePermissions.fromString(mode));
      }
    }
  }
}
