package gatehouse.engines.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * Lays one layer over those below it. Owners are not kept, as all files belong to the server; what
 * the model's user may do with a file, everybody may.
 */
final class LayerUnpacker {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** The user and group that programs run as. */
  private static final long USER = 42_420;

  private static final int BUFFER = 1 << 18;

  private final Path root;
  private final RootTree tree;
  private final ImageLimits limits;
  private final byte[] buffer = new byte[BUFFER];
  private long unpacked;
  private long files;
  private Set<Path> here = new HashSet<>();

  LayerUnpacker(Path root, ImageLimits limits) {
    this.root = root;
    this.tree = new RootTree(root);
    this.limits = limits;
  }

  /**
   * Unpacks a layer.
   *
   * @param digest of the layer once it is decompressed
   * @throws Fault where the layer is another, or holds what no image may
   */
  void unpack(Path layer, String digest) throws IOException {
    here = new HashSet<>();
    long size = Files.size(layer);
    long most =
        Math.min(limits.unpacked() - unpacked, Math.max(limits.harmless(), size * limits.ratio()));
    MessageDigest sum = Blobs.sha256();
    try (var file = new BufferedInputStream(Files.newInputStream(layer), BUFFER);
        var plain = new Bounded(decompressed(file), most, size);
        var summed = new DigestInputStream(plain, sum);
        var tar = new TarArchiveInputStream(summed)) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        if (++files > limits.files()) {
          throw Fault.bad("it has more than " + limits.files() + " files");
        }
        apply(entry, tar);
      }
      while (summed.read(buffer) >= 0) {
        // What follows the last file counts for the digest.
      }
      unpacked += plain.came;
    }
    String came = "sha256:" + HexFormat.of().formatHex(sum.digest());
    if (!came.equals(digest)) {
      throw Fault.bad(
          "a layer unpacks to something else than it should: its digest is %s instead of %s"
              .formatted(came, digest));
    }
  }

  private static org.apache.commons.compress.archivers.tar.@org.jspecify.annotations.Nullable
      TarArchiveEntry
      next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (Fault fault) {
      throw fault;
    } catch (IOException | IllegalArgumentException e) {
      throw Fault.bad("a layer is no whole tarball (" + e.getMessage() + ")");
    }
  }

  private void apply(TarArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName();
    var parts = RootTree.parts(name);
    if (parts.isEmpty()) {
      return;
    }
    String last = parts.getLast();
    Path place = Objects.requireNonNull(tree.place(name, true));
    if (last.equals(OPAQUE)) {
      hideBelow(parent(place));
    } else if (last.startsWith(WHITEOUT)) {
      RootTree.delete(place.resolveSibling(last.substring(WHITEOUT.length())));
    } else {
      put(entry, place, content);
      here.add(place);
    }
  }

  private void put(TarArchiveEntry entry, Path place, InputStream content) throws IOException {
    boolean folder = entry.isDirectory();
    boolean stays = folder && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    if (!stays) {
      RootTree.delete(place);
    }
    if (folder) {
      if (!stays) {
        Files.createDirectory(place);
      }
      setMode(place, entry, true);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      link(entry, place);
    } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      refuseUnlessHidden(entry, place);
    } else {
      write(entry, place, content);
    }
  }

  /** The sandbox has a {@code /dev} of its own; an old image may have nodes there. */
  private void refuseUnlessHidden(TarArchiveEntry entry, Path place) throws Fault {
    if (!place.startsWith(root.resolve("dev"))) {
      throw Fault.bad("a layer has a device node or a pipe: " + RootTree.shown(entry.getName()));
    }
  }

  private void link(TarArchiveEntry entry, Path place) throws IOException {
    String to = entry.getLinkName();
    Path target;
    try {
      target = tree.place(to, false);
    } catch (Fault fault) {
      throw Fault.bad("a layer has a hard link out of the image: " + RootTree.shown(to));
    }
    if (target == null
        || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw Fault.bad(
          "a layer has a hard link to what is no file of the image: " + RootTree.shown(to));
    }
    Files.createLink(place, target);
  }

  private void write(TarArchiveEntry entry, Path place, InputStream content) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
    setMode(place, entry, false);
    Files.setLastModifiedTime(place, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }

  /** What the one who runs may do, all may; the server keeps what it needs to delete it again. */
  private static void setMode(Path place, TarArchiveEntry entry, boolean folder)
      throws IOException {
    int mode = entry.getMode();
    int bits =
        entry.getLongUserId() == USER
            ? (mode >> 6) & 7
            : entry.getLongGroupId() == USER ? (mode >> 3) & 7 : mode & 7;
    int owner = folder ? 7 : ((mode >> 6) & 7) | bits | 4;
    Files.setPosixFilePermissions(place, permissions(owner << 6 | bits << 3 | bits));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var all = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] known = PosixFilePermission.values();
    for (int i = 0; i < known.length; i++) {
      if ((mode >> (known.length - 1 - i) & 1) == 1) {
        all.add(known[i]);
      }
    }
    return all;
  }

  /** An opaque folder shows nothing of the layers below, wherever in its layer that is said. */
  private void hideBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (here.contains(child)) {
          hideBelow(child);
        } else if (here.stream().noneMatch(path -> path.startsWith(child))) {
          RootTree.delete(child);
        }
      }
    }
  }

  private Path parent(Path path) {
    Path above = path.getParent();
    return above == null ? root : above;
  }

  private static InputStream decompressed(BufferedInputStream file) throws IOException {
    file.mark(4);
    byte[] first = file.readNBytes(4);
    file.reset();
    if (first.length == 4 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      return new GZIPInputStream(file, BUFFER);
    }
    if (first.length == 4
        && first[0] == 0x28
        && first[1] == (byte) 0xb5
        && first[2] == 0x2f
        && first[3] == (byte) 0xfd) {
      return new ZstdCompressorInputStream(file);
    }
    return file;
  }

  /** Ends a layer that unpacks to far more than its size. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final long most;
    private final long size;
    private long came;

    Bounded(InputStream in, long most, long size) {
      this.in = in;
      this.most = most;
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = in.read(into, from, length);
      if (n > 0) {
        came += n;
        if (came > most) {
          throw Fault.bad(
              "a layer of %d bytes unpacks to more than %d, which is not allowed"
                  .formatted(size, most));
        }
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
