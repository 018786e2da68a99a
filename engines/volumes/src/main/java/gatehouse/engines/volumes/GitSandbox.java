package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** The name in there of what is handed in. */
  static final String LOGIN = "/login";

  /** The name in there of the file that says which hosts are known. */
  static final String KNOWN_HOSTS = "/known_hosts";

  private GitSandbox() {}

  /** What is to be run so that a command runs in there. */
  static List<String> around(List<String> command, Path folder) throws IOException {
    return around(command, folder, false, Map.of());
  }

  /**
   * What is to be run so that a command runs in there.
   *
   * @param handed whether what comes on the standard input is to be a file there that it may read
   * @param files what else is seen, by the path in there
   */
  static List<String> around(
      List<String> command, Path folder, boolean handed, Map<String, Path> files)
      throws IOException {
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
    all.addAll(List.of("--bind", folder.toString(), FOLDER, "--chdir", FOLDER));
    files.forEach((in, file) -> all.addAll(List.of("--ro-bind", file.toString(), in)));
    if (handed) {
      all.addAll(List.of("--perms", "0600", "--file", "0", LOGIN));
      // The pipe is used up: the command begins without one.
      all.addAll(List.of("--", "/bin/sh", "-c", "exec \"$@\" </dev/null", "sh"));
    } else {
      all.add("--");
    }
    all.addAll(command);
    return all;
  }
}
