package gatehouse.core.volume;

import gatehouse.core.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A path below the folder of a volume, as the part of a key after the volume's prefix. Its names
 * are those of files that can be: it never leads out of the folder.
 *
 * @param names at least one
 * @param folder whether it ends in a slash, and so stands for a folder
 */
public record KeyPath(List<String> names, boolean folder) {
  private static final int LONGEST_NAME = 255;
  private static final int DEEPEST = 200;

  public KeyPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > DEEPEST || !names.stream().allMatch(KeyPath::isName)) {
      throw new IllegalArgumentException("no path below a folder: " + names);
    }
  }

  /** The path that a key stands for; empty where it stands for none. */
  public static Optional<KeyPath> of(ObjectKey key, String prefix) {
    String rest = key.value().startsWith(prefix) ? key.value().substring(prefix.length()) : "";
    return isPath(rest) ? Optional.of(parse(rest)) : Optional.empty();
  }

  /** The path of a text that {@link #isPath}. */
  public static KeyPath parse(String text) {
    boolean folder = text.endsWith("/");
    String trimmed = folder ? text.substring(0, text.length() - 1) : text;
    return new KeyPath(List.of(trimmed.split("/", -1)), folder);
  }

  /** Whether a text is a path below a folder, whatever lies there. */
  public static boolean isPath(String text) {
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    List<String> names = List.of(trimmed.split("/", -1));
    return names.size() <= DEEPEST && names.stream().allMatch(KeyPath::isName);
  }

  /** The key of this path below a prefix. */
  public ObjectKey key(String prefix) {
    return new ObjectKey(prefix + this);
  }

  /** The folders on the way to it, outermost first, itself not included. */
  public List<String> parents() {
    return names.subList(0, names.size() - 1);
  }

  /** The last of its names. */
  public String name() {
    return names.getLast();
  }

  @Override
  public String toString() {
    return String.join("/", names) + (folder ? "/" : "");
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }
}
