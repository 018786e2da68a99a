package gatehouse.engines.runtimes.backups;

import gatehouse.engines.runtimes.backups.Contents.Copied;
import gatehouse.engines.runtimes.backups.Entry.File;
import gatehouse.engines.runtimes.backups.Entry.Folder;
import gatehouse.engines.runtimes.backups.Entry.Link;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Makes anew what a manifest names, each content checked on its way. */
final class Restoring {
  private final Path to;
  private final int user;
  private final Function<String, Path> contents;
  private final BooleanSupplier cancelled;
  private final Map<Long, Path> twins = new HashMap<>();

  /**
   * @param to an empty folder that is there
   * @param user who is to own all of it; 0 where the server itself is
   */
  Restoring(Path to, int user, Function<String, Path> contents, BooleanSupplier cancelled) {
    this.to = to;
    this.user = user;
    this.contents = contents;
    this.cancelled = cancelled;
  }

  void all(Manifest manifest) throws IOException {
    List<Entry> entries = manifest.entries();
    for (Entry entry : entries) {
      Path at = to.resolve(entry.path());
      switch (entry) {
        case Folder folder -> Trees.make(at);
        case Link link -> {
          Files.createSymbolicLink(at, link.target());
          give(at);
        }
        case File file -> file(file, at);
      }
    }
    // Last and from below, for what lies in a folder changes it, and a closed one lets nobody in.
    for (Entry entry : entries.reversed()) {
      if (entry instanceof Folder folder) {
        finish(to.resolve(folder.path()), folder.mode(), folder.modified());
      }
    }
    give(to);
  }

  private void file(File file, Path at) throws IOException {
    Path twin = twins.get(file.twins());
    if (file.twins() != 0 && twin != null) {
      Files.createLink(at, twin);
      return;
    }
    String hash = Objects.requireNonNull(file.hash());
    try (SeekableByteChannel from = Files.newByteChannel(contents.apply(hash))) {
      Copied copied = Contents.copy(from, at, Long.MAX_VALUE, cancelled);
      if (!copied.hash().equals(hash)) {
        throw new DamagedBackup("the content of " + file.path() + " is not what it was");
      }
    } catch (NoSuchFileException e) {
      throw new DamagedBackup("the content of " + file.path() + " is missing");
    }
    finish(at, file.mode(), file.modified());
    twins.put(file.twins(), at);
  }

  private void finish(Path at, int mode, long modified) throws IOException {
    give(at);
    Files.setLastModifiedTime(at, FileTime.from(modified, TimeUnit.NANOSECONDS));
    // Last: what is closed to everybody can be given no time.
    Files.setAttribute(at, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private void give(Path at) throws IOException {
    if (user != 0) {
      Files.setAttribute(at, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(at, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
