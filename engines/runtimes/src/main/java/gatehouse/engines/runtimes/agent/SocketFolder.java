package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Where the dial sockets are: a private folder with a path short enough for a socket's address. */
public final class SocketFolder {
  private static final int LONGEST = 107;
  private static final int NAME = 12;

  /** Beside each dial socket lies the folder of the way out, with its socket in it. */
  private static final int BEHIND = WayOut.FOLDER.length() + 1 + WayOut.SOCKET.length();

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  private SocketFolder(Path folder) {
    this.folder = folder;
  }

  /** Takes {@code s} in the data folder, or where that is too long a folder of {@code /tmp}. */
  public static SocketFolder below(Path data, int user) throws IOException {
    Path folder = data.resolve("s");
    int length = folder.toString().getBytes(StandardCharsets.UTF_8).length + 1 + NAME + BEHIND;
    if (length > LONGEST) {
      byte[] name = data.toString().getBytes(StandardCharsets.UTF_8);
      folder = Path.of("/tmp/gatehouse-" + user + "-" + UUID.nameUUIDFromBytes(name));
    }
    Folders.createPrivate(folder);
    boolean ours =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(user)
            && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                .equals("rwx------");
    if (!ours) {
      throw new IOException(folder + " is not a folder of ours alone: remove it");
    }
    return new SocketFolder(folder);
  }

  /** Takes away all that a server before this one left. */
  public void clear() throws IOException {
    try (var left = Files.newDirectoryStream(folder)) {
      for (Path each : left) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** A path that no socket had before. */
  public Path fresh() {
    byte[] bytes = new byte[NAME / 2];
    random.nextBytes(bytes);
    return folder.resolve(HexFormat.of().formatHex(bytes));
  }
}
