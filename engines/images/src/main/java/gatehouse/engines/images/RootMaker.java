package gatehouse.engines.images;

import gatehouse.core.image.ImageRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes roots out of layers: whole or not at all, and each once. */
final class RootMaker {
  private static final String CONFIG = "config";

  /** What the sandbox lays its own over. */
  private static final List<String> OWN =
      List.of("proc", "dev", "tmp", "run", "sys", "workspace", "var/tmp");

  private final Path folder;
  private final ImageLimits limits;
  private final InstantSource clock;

  RootMaker(Path folder, ImageLimits limits, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.limits = limits;
    this.clock = clock;
    try (Stream<Path> left = Files.list(folder)) {
      for (Path half : left.filter(path -> path.getFileName().toString().contains(".")).toList()) {
        RootTree.delete(half);
      }
    }
  }

  /** A root that is there already; it counts as used. */
  Optional<ImageRoot> find(Piece config) throws IOException {
    Path home = folder.resolve(config.hex());
    Path file = home.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
    ImageConfig read = ImageConfig.read(Files.readAllBytes(file));
    return Optional.of(read.root(config.digest(), home.resolve("root")));
  }

  /**
   * Unpacks an image.
   *
   * @param layers in the order of the configuration
   */
  ImageRoot make(Piece piece, byte[] configuration, List<Path> layers) throws IOException {
    ImageConfig config = ImageConfig.read(configuration);
    if (config.layers().size() != layers.size()) {
      throw Fault.bad("its configuration names other layers than its manifest");
    }
    Path fresh = Files.createTempDirectory(folder, piece.hex() + ".");
    try {
      Path root = Files.createDirectory(fresh.resolve("root"));
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      var unpacker = new LayerUnpacker(root, limits);
      for (int i = 0; i < layers.size(); i++) {
        unpacker.unpack(layers.get(i), config.layers().get(i));
      }
      furnish(root, config);
      Files.write(fresh.resolve(CONFIG), configuration);
      Path home = folder.resolve(piece.hex());
      if (!Files.isDirectory(home)) {
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return config.root(piece.digest(), home.resolve("root"));
    } finally {
      RootTree.delete(fresh);
    }
  }

  void sweep(Instant before, Predicate<Path> used) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path home : all.toList()) {
        if (used.test(home.resolve("root"))) {
          Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
        } else if (Files.getLastModifiedTime(home).toInstant().isBefore(before)) {
          RootTree.delete(home);
        }
      }
    }
  }

  /** What every program expects, and what the sandbox puts its own over. */
  private static void furnish(Path root, ImageConfig config) throws IOException {
    var tree = new RootTree(root);
    for (String name : OWN) {
      Path place = Objects.requireNonNull(tree.place(name, true));
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        RootTree.delete(place);
        Files.createDirectory(place);
      }
    }
    if (!config.workdir().startsWith("/workspace") && !config.workdir().startsWith("/tmp")) {
      var _ = tree.folder(config.workdir());
    }
    Path etc = tree.folder("etc");
    append(etc.resolve("passwd"), "workload:x:42420:42420:workload:/workspace:/bin/sh\n");
    append(etc.resolve("group"), "workload:x:42420:\n");
    write(etc.resolve("hosts"), "127.0.0.1 localhost sandbox\n::1 localhost sandbox\n");
    write(etc.resolve("resolv.conf"), "");
  }

  private static void append(Path file, String line) throws IOException {
    String before =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            ? Files.readString(file, StandardCharsets.ISO_8859_1)
            : "";
    if (!before.contains(":42420:")) {
      String newline = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      write(file, before + newline + line);
    }
  }

  /** A file of its own: what is there may be a link, or one of several names of another. */
  private static void write(Path file, String text) throws IOException {
    RootTree.delete(file);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
