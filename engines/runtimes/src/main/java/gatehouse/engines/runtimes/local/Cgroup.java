package gatehouse.engines.runtimes.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reading and writing the files of the kernel's control groups. */
final class Cgroup {
  private Cgroup() {}

  /** A line of {@code /proc/self/mounts}. */
  record Mount(Path at, String type, List<String> options) {}

  static List<Mount> mounts() throws IOException {
    var mounts = new ArrayList<Mount>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String[] word = line.split(" ", -1);
      if (word.length > 3 && word[2].startsWith("cgroup")) {
        mounts.add(new Mount(Path.of(word[1]), word[2], List.of(word[3].split(",", -1))));
      }
    }
    return mounts;
  }

  static void create(Path group) throws IOException {
    if (!Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(group);
    }
  }

  static void set(Path group, String name, String value) throws IOException {
    Files.writeString(group.resolve(name), value, StandardOpenOption.WRITE);
  }

  static void setIfThere(Path group, String name, String value) throws IOException {
    if (Files.exists(group.resolve(name))) {
      set(group, name, value);
    }
  }

  static long number(Path group, String name) throws IOException {
    return Long.parseLong(Files.readString(group.resolve(name)).strip());
  }

  /** The number beside a word, as in {@code memory.stat}; 0 where the word is missing. */
  static long number(Path group, String name, String word) throws IOException {
    for (String line : Files.readAllLines(group.resolve(name))) {
      if (line.startsWith(word + " ")) {
        return Long.parseLong(line.substring(word.length() + 1).strip());
      }
    }
    return 0;
  }

  /** Kills what is in a group and removes it, as far as that goes. */
  static void remove(Path group) {
    try {
      for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      Files.deleteIfExists(group);
    } catch (IOException e) {
      // Gone already, or its last process is only just ending: then the next release finds it.
    }
  }
}
