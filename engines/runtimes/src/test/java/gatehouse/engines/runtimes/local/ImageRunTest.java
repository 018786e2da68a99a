package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose files are an image's, made here of a few programs of this machine. */
class ImageRunTest extends LocalTrials {
  private static final List<String> PROGRAMS =
      List.of("sh", "ls", "id", "env", "cat", "touch", "readlink");

  @TempDir static Path image;
  private List<String> command = List.of("/bin/sh", "-c", "echo from the image");

  private final class OneImage implements Images {
    @Override
    public Standing prepare(ProjectId project, ImageName name, Runnable changed) {
      return new Standing.Ready(root());
    }

    @Override
    public Optional<ImageRoot> ready(ProjectId project, ImageName name) {
      return Optional.of(root());
    }

    @Override
    public List<String> kept() {
      return List.of("oci:tool");
    }

    @Override
    public void sweep(Predicate<Path> used) {}
  }

  @Override
  OpenedRuntime open() {
    return new OpenedRuntime(LocalOptions.standard(), new OneImage());
  }

  @BeforeEach
  void make() throws Exception {
    if (Files.exists(image.resolve("etc"))) {
      return;
    }
    for (String folder :
        List.of("bin", "etc", "opt/tool", "tmp", "dev", "proc", "run", "workspace/code", "srv")) {
      Files.createDirectories(image.resolve(folder));
    }
    Files.setPosixFilePermissions(
        image, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String program : PROGRAMS) {
      copyWithLibraries(image, Path.of("/bin", program));
    }
    Files.writeString(image.resolve("etc/passwd"), "workload:x:42420:42420::/workspace:/bin/sh\n");
    Files.writeString(image.resolve("etc/who-am-i"), "the image");
    Files.writeString(image.resolve("workspace/code/train.py"), "print()");
    Files.createSymbolicLink(image.resolve("etc/out"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(image.resolve("host-root"), Path.of("/"));
  }

  @Test
  void theImageIsAllThereIs() {
    String seen = outputOf(in("cat /etc/who-am-i; ls /usr /etc; ls /root; cat /etc/hostname"));

    assertThat(seen).contains("the image").doesNotContain("bin\n", "shadow");
    assertThat(outputOf(in("ls /host-root/ /host-root/etc")))
        .contains("workspace", "bin")
        .doesNotContain("boot", "home");
  }

  @Test
  void itRunsAsTheModelsUserAtHomeInItsWorkspace() {
    String seen = outputOf(in("id -u; id -g; env; readlink /proc/self/cwd"));

    assertThat(seen.lines())
        .contains("42420", "HOME=/workspace", "GREETING=hello", "PATH=/bin", "/srv");
  }

  @Test
  void theImagesOwnProgramIsStartedWhereNoneIsNamed() {
    assertThat(outputOf(in())).isEqualTo("from the image\n");

    command = List.of();
    Refused refused = catchThrowableOfType(Refused.class, () -> runtime().start(in()));
    assertThat(refused).hasMessageContaining("names none of its own");
  }

  @Test
  void nothingOfTheImageCanBeWrittenButTheWorkspaceCan() {
    String seen =
        outputOf(
            in(
                "for f in /etc/x /opt/tool/x /bin/x; do touch $f 2>&1 && echo WROTE; done;"
                    + " touch /workspace/x /tmp/x && echo mine"));

    assertThat(seen).contains("mine").doesNotContain("WROTE");
  }

  @Test
  void whatTheImageHasInItsWorkspaceIsThereAtTheFirstStartAndIsTheWorkloadsOwn() {
    assertThat(outputOf(in("cat /workspace/code/train.py; touch /workspace/code/y && echo mine")))
        .isEqualTo("print()mine\n");
    assertThat(image.resolve("workspace/code/y")).doesNotExist();
  }

  @Test
  void aRunOfAnImageIsReadyWhenTheImageIs() {
    assertThat(runtime().prepare(in("true"))).isEqualTo(new Preparation.Ready());
    assertThat(runtime().images()).anyMatch(one -> one.id().equals("oci:tool"));
  }

  private RunSpec in(String... script) {
    RunSpec spec = job("x");
    List<String> words =
        script.length == 0 ? List.of() : List.of("/bin/sh", "-c", String.join("", script));
    return new RunSpec(
        spec.id(),
        spec.project(),
        spec.kind(),
        "oci:tool",
        words,
        Map.of(),
        null,
        8080,
        spec.resources());
  }

  private ImageRoot root() {
    return new ImageRoot(
        "sha256:0",
        image,
        List.of(),
        command,
        Map.of("GREETING", "hello", "HOME", "/root", "PATH", "/bin"),
        "/srv");
  }

  static void copyWithLibraries(Path image, Path program) throws Exception {
    copy(image, program);
    Process asked = new ProcessBuilder("ldd", program.toString()).start();
    String said =
        new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    for (String word : said.split("\\s+", -1)) {
      if (word.startsWith("/")) {
        copy(image, Path.of(word));
      }
    }
  }

  private static void copy(Path image, Path file) throws IOException {
    Path to = image.resolve(file.toString().substring(1));
    if (!Files.exists(to)) {
      Files.createDirectories(to.getParent());
      Files.copy(file.toRealPath(), to);
      to.toFile().setExecutable(true, false);
      to.toFile().setReadable(true, false);
    }
  }
}
