package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.remote.Failure;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How names of objects come from names of files, and back. */
final class Naming {
  @Option(names = "--add-prefix", paramLabel = "PREFIX", description = "Put this before each name.")
  private String add = "";

  @Option(
      names = "--remove-prefix",
      paramLabel = "PREFIX",
      description = "Take this off each name that begins so.")
  private String remove = "";

  String of(String name) {
    return add + (name.startsWith(remove) ? name.substring(remove.length()) : name);
  }

  /** The file of a name below a folder, never beside it. */
  static Path fileIn(Path folder, String name) {
    List<String> parts = List.of(name.split("/", -1));
    for (String part : parts) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new Failure("this name is no path below a folder, and is left out");
      }
    }
    return folder.resolve(String.join("/", parts));
  }
}
