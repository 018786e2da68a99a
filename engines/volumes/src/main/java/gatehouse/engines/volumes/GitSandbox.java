package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where git runs: it sees the programs of this machine, its certificates, the network, and the one
 * folder it fills; no process, no key and no data of this installation.
 */
final class GitSandbox {
  private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
  private static final List<String> PROGRAMS = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64");
  private static final List<String> CERTIFICATES =
      List.of("/etc/ssl", "/etc/pki", "/etc/ca-certificates");

  /** The folder's name in there. */
  static final String FOLDER = "/clone";

  private GitSandbox() {}

  /** What is to be run so that a command runs in there. */
  static List<String> around(List<String> command, Path folder) throws IOException {
    if (!Files.isExecutable(BUBBLEWRAP)) {
      throw new Refused(
          new Unavailable(
              "bubblewrap is not installed on this machine, and git runs in a sandbox: install it,"
                  + " or use a bucket"));
    }
    var all = new ArrayList<>(List.of(BUBBLEWRAP.toString(), "--unshare-user", "--unshare-pid"));
    all.addAll(List.of("--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session"));
    all.addAll(List.of("--ro-bind", "/usr", "/usr"));
    for (String each : PROGRAMS) {
      Path path = Path.of(each);
      if (Files.isSymbolicLink(path)) {
        all.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), each));
      } else if (Files.isDirectory(path)) {
        all.addAll(List.of("--ro-bind", each, each));
      }
    }
    for (String each : CERTIFICATES) {
      all.addAll(List.of("--ro-bind-try", each, each));
    }
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    all.addAll(List.of("--bind", folder.toString(), FOLDER, "--chdir", FOLDER, "--"));
    all.addAll(command);
    return all;
  }
}
