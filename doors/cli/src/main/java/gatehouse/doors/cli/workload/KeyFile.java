package gatehouse.doors.cli.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** Public keys as they are given: a line, or a file of lines. */
public final class KeyFile {
  private KeyFile() {}

  /**
   * The keys.
   *
   * @throws TypeConversionException where it is neither a key nor a file that can be read
   */
  public static List<String> lines(String given) {
    if (given.strip().contains(" ")) {
      return List.of(given.strip());
    }
    try {
      return Files.readAllLines(Path.of(given)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException | InvalidPathException e) {
      throw new TypeConversionException(
          "\"" + given + "\" is neither a public key nor a file that can be read");
    }
  }
}
