package gatehouse.engines.runtimes.docker;

import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.Mount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** This machine's own files as an image: empty folders, into which they are mounted read-only. */
final class HostImage {
  /** With a number for its contents, and no tag: Podman 4 gives every import its own. */
  static final String NAME = "gatehouse-host-1";

  private static final int EVERYBODY = 0755;

  /** runc gives what is mounted there the mode of the folder below it. */
  private static final int EVERYBODY_WRITES = 01777;

  private static final List<String> FOLDERS =
      List.of("dev", "etc", "proc", "run", "sys", "tmp", "usr", "var", "workspace");

  private final EngineClient client;
  private final Path settings;

  /**
   * @param settings where the files for {@code /etc} lie
   */
  HostImage(EngineClient client, Path settings) {
    this.client = client;
    this.settings = settings;
  }

  /** The image's id, made now if the engine has none. */
  String id() throws EngineFault {
    try {
      return inspected();
    } catch (EngineFault e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
    var _ =
        client.postBytes(
            "/images/create?fromSrc=-&repo=" + NAME + "&tag=latest", "application/x-tar", tar());
    return inspected();
  }

  private String inspected() throws EngineFault {
    return client.get("/images/" + NAME + ":latest/json").path("Id").asString("");
  }

  /** What is mounted into it. */
  List<Mount> mounts() {
    var mounts = new ArrayList<Mount>();
    mounts.add(new Mount(Path.of("/usr"), "/usr", true));
    for (String folder : Inside.MERGED) {
      Path path = Path.of("/", folder);
      if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
        mounts.add(new Mount(path, path.toString(), true));
      }
    }
    for (String name : Inside.SETTINGS) {
      Path path = Path.of("/etc", name);
      if (Files.exists(path)) {
        mounts.add(new Mount(path, path.toString(), true));
      }
    }
    for (String name : List.of("passwd", "group", "nsswitch.conf")) {
      mounts.add(new Mount(settings.resolve(name), "/etc/" + name, true));
    }
    return mounts;
  }

  private static byte[] tar() {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
      for (String folder : FOLDERS) {
        var entry = new TarArchiveEntry(folder + "/");
        boolean open = folder.equals("tmp") || folder.equals("run");
        entry.setMode(open ? EVERYBODY_WRITES : EVERYBODY);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      for (String folder : Inside.MERGED) {
        if (Files.isSymbolicLink(Path.of("/", folder))) {
          link(tar, folder, "usr/" + folder);
        }
      }
      link(tar, "var/tmp", "../tmp");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void link(TarArchiveOutputStream tar, String name, String to) throws IOException {
    var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
