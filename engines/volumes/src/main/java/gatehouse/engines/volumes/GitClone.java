package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Brings a git repository by the git program of this machine: the last state of it, by a process in
 * a sandbox with an empty environment, that knows no credential and follows no redirection, within
 * a time.
 */
final class GitClone {
  private static final long LONGEST_SECONDS = 600;
  private static final Path GIT = Path.of("/usr/bin/git");

  private final Predicate<InetAddress> mayReach;
  private final boolean sandboxed;

  /**
   * @param mayReach which addresses may be asked
   * @param sandboxed whether git runs where it sees nothing of this installation
   */
  GitClone(Predicate<InetAddress> mayReach, boolean sandboxed) {
    this.mayReach = mayReach;
    this.sandboxed = sandboxed;
  }

  /** Brings it, unless it is there; returns whether it was brought. */
  boolean into(VolumeFolder folder, URI url, Runnable goingOn)
      throws IOException, InterruptedException {
    if (!isEmpty(folder.data())) {
      return false;
    }
    if (!Files.isExecutable(GIT)) {
      throw new Refused(
          new Unavailable("git is not installed on this machine: install it, or use a bucket"));
    }
    Path fresh = Files.createDirectory(folder.aside().resolve("git-" + UUID.randomUUID()));
    try {
      clone(fresh, url, address(url), goingOn);
      give(fresh, folder.owner());
      Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      delete(fresh);
    }
  }

  /** The address is looked up once and given to git, so that it cannot be another one then. */
  private InetAddress address(URI url) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
      if (mayReach.test(address)) {
        return address;
      }
    }
    throw new Refused(
        new Forbidden("", url.getHost() + " is an address of this machine or its own network"));
  }

  private void clone(Path into, URI url, InetAddress address, Runnable goingOn)
      throws IOException, InterruptedException {
    int port = url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    String host = address.getHostAddress();
    String pinned =
        url.getHost() + ":" + port + ":" + (host.contains(":") ? "[" + host + "]" : host);
    List<String> command =
        List.of(
            GIT.toString(),
            "-c",
            "http.curloptResolve=" + pinned,
            "-c",
            "http.followRedirects=false",
            "-c",
            "core.hooksPath=/dev/null",
            "clone",
            "--depth",
            "1",
            "--no-tags",
            "--quiet",
            "--template=",
            "--",
            url.toString(),
            sandboxed ? GitSandbox.FOLDER : into.toString());
    var git = new ProcessBuilder(sandboxed ? GitSandbox.around(command, into) : command);
    git.environment().clear();
    git.environment().put("PATH", "/usr/bin:/bin");
    git.environment().put("HOME", "/nonexistent");
    git.environment().put("LC_ALL", "C.UTF-8");
    git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    git.environment().put("GIT_TERMINAL_PROMPT", "0");
    git.environment().put("GIT_ALLOW_PROTOCOL", "http:https");
    Path log = into.resolveSibling(into.getFileName() + ".log");
    git.redirectErrorStream(true).redirectOutput(log.toFile());
    git.redirectInput(Path.of("/dev/null").toFile());
    Process process = git.start();
    try {
      await(process, goingOn);
      if (process.exitValue() != 0) {
        throw new IOException("git says: " + lastLine(log));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(log);
    }
  }

  private static void await(Process process, Runnable goingOn)
      throws IOException, InterruptedException {
    for (long i = 0; !process.waitFor(1, TimeUnit.SECONDS); i++) {
      goingOn.run();
      if (i > LONGEST_SECONDS) {
        throw new IOException("git took longer than " + LONGEST_SECONDS + " s");
      }
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.isEmpty() ? "nothing" : lines.getLast();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      return !all.iterator().hasNext();
    }
  }

  private static void give(Path fresh, int owner) throws IOException {
    try (Stream<Path> all = Files.walk(fresh)) {
      for (Path one : all.toList()) {
        if (owner >= 0) {
          Files.setAttribute(one, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(one, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void delete(Path fresh) throws IOException {
    if (!Files.exists(fresh, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(fresh)) {
      for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        try {
          Files.deleteIfExists(one);
        } catch (DirectoryNotEmptyException e) {
          // Swept with the folder aside, when the workload goes.
        }
      }
    }
  }
}
