package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notebooks in images that bring their own editor. What stands in for it here is a program of a few
 * lines of Perl by the same name, which listens where it is told to and says with which words it
 * was started.
 */
class EditorImageTest extends LocalTrials {
  private static final String STAND_IN =
      """
      #!/usr/bin/perl
      my ($at) = map { /^--(?:socket|socket-path)=(.*)/ ? $1 : () } @ARGV;
      ($at) = map { /sock=(.*)/ ? $1 : () } @ARGV unless $at;
      socket(my $s, 1, 1, 0) or die;
      bind($s, pack("Sa*", 1, $at)) or die "bind: $!";
      listen($s, 5) or die;
      while (accept(my $c, $s)) {
        my $line = <$c>;
        next unless defined $line;
        my $text = join("\n", $0, @ARGV, "HOME=$ENV{HOME}", "SHELL=$ENV{SHELL}", "OWN=$ENV{OWN}");
        print $c "HTTP/1.0 200 OK\r\nContent-Length: " . length($text) . "\r\n\r\n" . $text;
        close $c;
      }
      """;

  @TempDir static Path image;

  private static final class OneImage implements Images {
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
      return List.of("oci:code");
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
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String folder : List.of("tmp", "dev", "proc", "run", "workspace")) {
      Files.createDirectories(image.resolve(folder));
    }
    ImageRunTest.copyWithLibraries(image, Path.of("/usr/bin/perl"));
    Files.deleteIfExists(image.resolve("opt/code-server/bin/code-server"));
    Files.deleteIfExists(image.resolve("own/bin/jupyter-lab"));
    Files.deleteIfExists(image.resolve("own/bin/openvscode-server"));
  }

  @Test
  void codeServerOfAnImageListensWhereTheGatewayComesIn() throws Exception {
    install("opt/code-server/bin/code-server");

    String told = ask("vscode");

    assertThat(told.lines())
        .contains(
            "/opt/code-server/bin/code-server",
            "--auth=none",
            "--socket=/run/gatehouse/editor.sock",
            "--socket-mode=666",
            "--disable-telemetry",
            "--disable-update-check",
            "/workspace",
            "HOME=/workspace",
            "SHELL=/bin/sh",
            "OWN=yes");
  }

  @Test
  void openVsCodeServerIsTakenWhereThatIsThere() throws Exception {
    install("own/bin/openvscode-server");

    assertThat(ask("vscode").lines())
        .contains(
            "/own/bin/openvscode-server",
            "--socket-path=/run/gatehouse/editor.sock",
            "--without-connection-token",
            "--default-folder=/workspace");
  }

  @Test
  void jupyterLabIsFoundWhereTheImagesOwnPathLeads() throws Exception {
    install("own/bin/jupyter-lab");

    assertThat(ask("jupyterlab").lines())
        .contains(
            "/own/bin/jupyter-lab",
            "--ServerApp.sock=/run/gatehouse/editor.sock",
            "--ServerApp.root_dir=/workspace")
        .noneMatch(line -> line.contains("disable_rtc"));
    assertThat(refusal("jupyterlabcollaborative")).contains("jupyterlab");
    Files.createDirectories(
        image.resolve("usr/local/lib/python3.13/site-packages/jupyter_collaboration"));

    assertThat(ask("jupyterlab")).contains("--YDocExtension.disable_rtc=True");
    assertThat(ask("jupyterlabcollaborative"))
        .contains("/own/bin/jupyter-lab")
        .doesNotContain("disable_rtc");
    Files.delete(image.resolve("usr/local/lib/python3.13/site-packages/jupyter_collaboration"));
  }

  @Test
  void anEditorThatTheImageDoesNotHaveIsRefusedAndThoseItHasAreNamed() throws Exception {
    install("opt/code-server/bin/code-server");

    assertThat(refusal("jupyternotebook")).contains("in the image oci:code: vscode");
    assertThat(runtime().imageEditors())
        .extracting(editor -> editor.id())
        .containsExactly("jupyterlab", "jupyterlabcollaborative", "jupyternotebook", "vscode");
  }

  @Test
  void aLinkOfAnImageLeadsToNoEditorOfThisMachine() throws Exception {
    Files.createDirectories(image.resolve("opt"));
    Files.createSymbolicLink(image.resolve("opt/conda"), Path.of("/usr"));

    assertThat(refusal(null)).contains("none is installed in the image");
    Files.delete(image.resolve("opt/conda"));
  }

  private String ask(String editor) throws IOException {
    RunId run = start(notebook(editor));
    watcher().listening(run);
    Upstream address = runtime().address(run, 8080).orElseThrow();
    String told = Dialed.ask(address, "GET", "/");
    runtime().forget(run);
    return told;
  }

  private String refusal(String editor) {
    return catchThrowableOfType(Refused.class, () -> runtime().start(notebook(editor)))
        .getMessage();
  }

  private static void install(String at) throws IOException {
    Path program = image.resolve(at);
    Files.createDirectories(program.getParent());
    Files.writeString(program, STAND_IN);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static RunSpec notebook(String editor) {
    return new RunSpec(
        newRun(),
        PROJECT,
        WorkloadKind.NOTEBOOK,
        "oci:code",
        List.of(),
        Map.of(),
        editor,
        8080,
        new RunResources(1, 256 * MIB, List.of()));
  }

  private static ImageRoot root() {
    return new ImageRoot(
        "sha256:0",
        image,
        List.of(),
        List.of(),
        Map.of("OWN", "yes", "PATH", "/own/bin:/usr/bin"),
        "/workspace");
  }
}
