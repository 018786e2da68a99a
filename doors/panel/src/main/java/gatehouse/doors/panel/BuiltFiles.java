package gatehouse.doors.panel;

import gatehouse.doors.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the build of the pages left in the jar, in memory. Nothing where it was not run. */
final class BuiltFiles {
  private static final String LIST = "files.txt";

  private final Map<String, BuiltFile> files = new LinkedHashMap<>();

  /** A file: its type, its content, and the same with gzip where that is worth it. */
  static final class BuiltFile {
    private final String type;
    private final byte[] plain;
    private final byte @Nullable [] packed;

    BuiltFile(String type, byte[] plain, byte @Nullable [] packed) {
      this.type = type;
      this.plain = plain;
      this.packed = packed;
    }

    /** The file for somebody who does or does not take gzip. */
    Reply reply(boolean takesPacked) {
      byte[] small = packed;
      Reply reply =
          takesPacked && small != null
              ? Reply.bytes(type, small).header("Content-Encoding", "gzip")
              : Reply.bytes(type, plain);
      return reply.header("Vary", "Accept-Encoding");
    }
  }

  private BuiltFiles() {}

  /** Reads the files that are listed in a folder beside a class. */
  static BuiltFiles beside(Class<?> place, String folder) {
    var built = new BuiltFiles();
    byte[] list = read(place, folder + "/" + LIST);
    if (list != null) {
      new String(list, StandardCharsets.UTF_8)
          .lines()
          .filter(name -> !name.isBlank())
          .forEach(name -> built.files.put(name, file(place, folder, name)));
    }
    return built;
  }

  /** All files by their path below the folder. */
  Map<String, BuiltFile> all() {
    return Map.copyOf(files);
  }

  /** A file of a name. */
  Optional<BuiltFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static BuiltFile file(Class<?> place, String folder, String name) {
    byte[] plain = read(place, folder + "/" + name);
    if (plain == null) {
      throw new IllegalStateException(name + " is listed among the panel's files but missing");
    }
    return new BuiltFile(type(name), plain, read(place, folder + "/" + name + ".gz"));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=utf-8";
      case "js" -> "text/javascript;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "woff2" -> "font/woff2";
      default -> "application/octet-stream";
    };
  }

  private static byte @Nullable [] read(Class<?> place, String name) {
    try (InputStream in = place.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
