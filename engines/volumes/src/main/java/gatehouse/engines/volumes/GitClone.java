package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Brings a git repository by the git program of this machine: the last state of it, by a process in
 * a sandbox with an empty environment, that knows no credential but what it is handed and follows
 * no redirection, within a time.
 */
final class GitClone {
  private static final long LONGEST_SECONDS = 600;
  private static final long LOOKS_A_SECOND = 10;
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
  boolean into(VolumeFolder folder, URI url, GitLogin login, Runnable goingOn)
      throws IOException, InterruptedException {
    if (!isEmpty(folder.data())) {
      return false;
    }
    if (!Files.isExecutable(GIT)) {
      throw new Refused(
          new Unavailable("git is not installed on this machine: install it, or use a bucket"));
    }
    if (!sandboxed && !(login instanceof GitLogin.Nobody)) {
      throw new Refused(
          new Unavailable("repositories that ask for a password or key need a sandbox"));
    }
    Path fresh = Files.createDirectory(folder.aside().resolve("git-" + UUID.randomUUID()));
    try {
      clone(fresh, url, address(url), login, goingOn);
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

  private void clone(Path into, URI url, InetAddress address, GitLogin login, Runnable goingOn)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(GIT.toString(), "-c", "http.curloptResolve=" + pinned(url, address)));
    command.addAll(List.of("-c", "http.followRedirects=false", "-c", "core.hooksPath=/dev/null"));
    command.addAll(login.options());
    command.addAll(List.of("clone", "--depth", "1", "--no-tags", "--quiet", "--template=", "--"));
    command.addAll(List.of(url.toString(), sandboxed ? GitSandbox.FOLDER : into.toString()));
    boolean handed = !login.handedIn().isEmpty();
    Map<String, Path> files =
        written(login.files((Integer) Files.getAttribute(into, "unix:uid")), into);
    var git =
        new ProcessBuilder(sandboxed ? GitSandbox.around(command, into, handed, files) : command);
    git.environment().clear();
    git.environment().put("PATH", "/usr/bin:/bin");
    git.environment().put("HOME", "/nonexistent");
    git.environment().put("LC_ALL", "C.UTF-8");
    git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    git.environment().put("GIT_TERMINAL_PROMPT", "0");
    git.environment().putAll(login.environment(address));
    Path log = into.resolveSibling(into.getFileName() + ".log");
    git.redirectErrorStream(true).redirectOutput(log.toFile());
    if (!handed) {
      git.redirectInput(Path.of("/dev/null").toFile());
    }
    Process process = git.start();
    try {
      if (handed) {
        try (OutputStream in = process.getOutputStream()) {
          in.write(login.handedIn().getBytes(StandardCharsets.UTF_8));
        }
      }
      await(process, goingOn);
      if (process.exitValue() != 0) {
        throw new IOException("git says: " + said(log));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(log);
      for (Path file : files.values()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String pinned(URI url, InetAddress address) {
    String host = address.getHostAddress();
    return url.getHost()
        + ":"
        + GitLogin.port(url)
        + ":"
        + (host.contains(":") ? "[" + host + "]" : host);
  }

  private static Map<String, Path> written(Map<String, String> files, Path into)
      throws IOException {
    var written = new TreeMap<String, Path>();
    for (var file : files.entrySet()) {
      Path path = into.resolveSibling(into.getFileName() + "." + written.size());
      written.put(file.getKey(), Files.writeString(path, file.getValue()));
    }
    return written;
  }

  private static void await(Process process, Runnable goingOn)
      throws IOException, InterruptedException {
    for (long i = 0; !process.waitFor(1000 / LOOKS_A_SECOND, TimeUnit.MILLISECONDS); i++) {
      goingOn.run();
      if (i > LONGEST_SECONDS * LOOKS_A_SECOND) {
        throw new IOException("git took longer than " + LONGEST_SECONDS + " s");
      }
    }
  }

  /** The last line that says what went wrong: after it, ssh has git add advice. */
  private static String said(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.stream()
        .filter(line -> line.contains("Permission denied") || line.contains("verification failed"))
        .findFirst()
        .orElse(lines.isEmpty() ? "nothing" : lines.getLast());
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
