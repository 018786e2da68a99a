package gatehouse.engines.runtimes.backups;

import gatehouse.engines.runtimes.backups.Contents.Copied;
import gatehouse.engines.runtimes.backups.Entry.File;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Backups of folders, in a folder of their own for each whose they are. */
public final class Backups {
  /** How many files and folders a backup may hold. */
  public static final int MOST_ENTRIES = 1_000_000;

  private final Path home;
  private final long mostBytes;

  /**
   * @param home a folder of this class' own, on the disk of what is saved
   * @param mostBytes what a backup may hold; 0 for as much as there is
   */
  public Backups(Path home, long mostBytes) throws IOException {
    this.home = Trees.make(home);
    this.mostBytes = mostBytes == 0 ? Long.MAX_VALUE : mostBytes;
  }

  /**
   * What was saved.
   *
   * @param changed false where the backup before held the same, which then stands for this one
   * @param bytes of all files together
   */
  public record Saved(boolean changed, long bytes, long files) {}

  /**
   * Saves a folder that nobody writes.
   *
   * @param before the owner's backup before, whose contents are linked where they are the same; or
   *     null
   * @throws TooMuch where it holds more than is saved
   * @throws IOException where it cannot be saved; nothing is left of the attempt
   */
  public Saved save(
      Path folder, String owner, UUID backup, @Nullable UUID before, BooleanSupplier cancelled)
      throws IOException {
    Manifest old = before == null ? new Manifest(List.of()) : manifest(owner, before);
    List<Entry> seen = known(new Walk(folder, MOST_ENTRIES, cancelled).entries(), old);
    var now = new Manifest(seen);
    if (now.bytes() > mostBytes) {
      throw new TooMuch("more than " + (mostBytes >> 20) + " MiB");
    }
    if (before != null && now.equals(old)) {
      return new Saved(false, now.bytes(), now.files());
    }
    Path fresh = Trees.fresh(Trees.make(home.resolve(owner)));
    try {
      Path former = before == null ? null : place(owner, before);
      Manifest whole = new Manifest(contents(folder, fresh, seen, former, cancelled));
      whole.write(fresh.resolve(Manifest.NAME));
      if (former != null && whole.alike(old)) {
        // Only told anew by which marks its files are known.
        Files.move(
            fresh.resolve(Manifest.NAME),
            former.resolve(Manifest.NAME),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return new Saved(false, whole.bytes(), whole.files());
      }
      Files.move(fresh, place(owner, backup), StandardCopyOption.ATOMIC_MOVE);
      return new Saved(true, whole.bytes(), whole.files());
    } finally {
      Trees.delete(fresh);
    }
  }

  /** A backup that cannot be read any more is as none. */
  private Manifest manifest(String owner, UUID backup) {
    try {
      return Manifest.read(place(owner, backup).resolve(Manifest.NAME));
    } catch (IOException e) {
      return new Manifest(List.of());
    }
  }

  /** What is known already of contents, by the marks of files that nobody wrote since. */
  private static List<Entry> known(List<Entry> seen, Manifest old) {
    Map<Path, File> before = new HashMap<>();
    for (Entry entry : old.entries()) {
      if (entry instanceof File file) {
        before.put(file.path(), file);
      }
    }
    var all = new ArrayList<Entry>(seen.size());
    for (Entry entry : seen) {
      File same = before.get(entry.path());
      all.add(
          entry instanceof File file
                  && same != null
                  && same.hash() != null
                  && same.size() == file.size()
                  && same.stamp().equals(file.stamp())
              ? file.of(file.size(), same.hash())
              : entry);
    }
    return all;
  }

  private List<Entry> contents(
      Path folder, Path fresh, List<Entry> seen, @Nullable Path former, BooleanSupplier cancelled)
      throws IOException {
    var have = new HashSet<String>();
    var all = new ArrayList<Entry>(seen.size());
    long left = mostBytes;
    for (Entry entry : seen) {
      if (!(entry instanceof File file)) {
        all.add(entry);
        continue;
      }
      File whole = file;
      String hash = file.hash();
      if (hash != null && former != null) {
        if (have.add(hash)) {
          Contents.link(content(former, hash), Trees.room(content(fresh, hash)));
        }
      } else {
        Path part = fresh.resolve("part");
        Copied copied;
        try (SeekableByteChannel from = Walk.open(folder, file.path())) {
          copied = Contents.copy(from, part, left, cancelled);
        }
        whole = file.of(copied.size(), copied.hash());
        keep(part, fresh, copied.hash(), former, have);
      }
      left -= whole.size();
      all.add(whole);
    }
    return all;
  }

  private static void keep(
      Path part, Path fresh, String hash, @Nullable Path former, Set<String> have)
      throws IOException {
    if (have.add(hash)) {
      Path to = Trees.room(content(fresh, hash));
      Path old = former == null ? part : content(former, hash);
      if (former != null && Files.exists(old) && Files.size(old) == Files.size(part)) {
        Contents.link(old, to);
      } else {
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
    }
    Files.delete(part);
  }

  /**
   * Makes a folder of what a backup holds, whole or not at all; leaves one that is there alone.
   *
   * @param user who is to own it; 0 where the server itself is
   * @throws DamagedBackup where a content is not what it was
   */
  public void restore(String owner, UUID backup, Path folder, int user, BooleanSupplier cancelled)
      throws IOException {
    Path from = place(owner, backup);
    Manifest manifest = Manifest.read(from.resolve(Manifest.NAME));
    Path fresh = Trees.fresh(Objects.requireNonNull(folder.getParent()));
    try {
      new Restoring(fresh, user, hash -> content(from, hash), cancelled).all(manifest);
      if (!Files.isDirectory(folder)) {
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Trees.delete(fresh);
    }
  }

  /** Gives a backup to another owner too; its contents are shared. */
  public void copy(String owner, UUID backup, String other, UUID as) throws IOException {
    Path from = place(owner, backup);
    Manifest manifest = Manifest.read(from.resolve(Manifest.NAME));
    Path fresh = Trees.fresh(Trees.make(home.resolve(other)));
    try {
      var have = new HashSet<String>();
      for (Entry entry : manifest.entries()) {
        if (entry instanceof File(_, _, _, _, String hash, _, _)
            && hash != null
            && have.add(hash)) {
          Contents.link(content(from, hash), Trees.room(content(fresh, hash)));
        }
      }
      manifest.write(fresh.resolve(Manifest.NAME));
      Files.move(fresh, place(other, as), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(fresh);
    }
  }

  /** Deletes a backup; one that is not there is fine. */
  public void delete(String owner, UUID backup) throws IOException {
    Trees.deleteAtOnce(place(owner, backup));
  }

  /** Deletes all backups of an owner. */
  public void deleteAll(String owner) throws IOException {
    Trees.deleteAtOnce(home.resolve(owner));
  }

  /** Whose backups there are, whole or not, and by which names. */
  public Map<String, List<Path>> all() throws IOException {
    var all = new HashMap<String, List<Path>>();
    for (Path owner : Trees.children(home)) {
      all.put(owner.getFileName().toString(), Trees.children(owner));
    }
    return all;
  }

  /** Deletes one of {@link #all}. */
  public void delete(Path one) throws IOException {
    Trees.deleteAtOnce(one);
  }

  private Path place(String owner, UUID backup) {
    return home.resolve(owner).resolve(backup.toString());
  }

  private static Path content(Path backup, String hash) {
    return backup.resolve(hash.substring(0, 2)).resolve(hash);
  }
}
