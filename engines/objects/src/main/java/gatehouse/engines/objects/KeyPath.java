package gatehouse.engines.objects;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Where an object lies. A key is cut at its slashes; each piece becomes a file name of plain
 * letters whose first letter says what it is, so that no key can name anything else: {@code +a} is
 * what lies under {@code a/}, {@code =b} is an object, and {@code ~x} holds what follows in a piece
 * that is too long for one file name.
 */
final class KeyPath {
  static final char OBJECT = '=';
  static final char FOLDER = '+';
  static final char LONGER = '~';

  /** File names end at 255 bytes nearly everywhere. */
  private static final int LONGEST = 200;

  private KeyPath() {}

  /** The file of a key. */
  static Path of(Path objects, String key) {
    Path path = objects;
    int from = 0;
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', from)) {
      path = piece(path, FOLDER, key.substring(from, slash));
      from = slash + 1;
    }
    return piece(path, OBJECT, key.substring(from));
  }

  private static Path piece(Path parent, char kind, String text) {
    Path path = parent;
    var name = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      String escaped =
          isPlain(each) ? String.valueOf((char) each) : "%" + HexFormat.of().toHexDigits(each);
      if (name.length() + escaped.length() > LONGEST) {
        path = path.resolve(LONGER + name.toString());
        name.setLength(0);
      }
      name.append(escaped);
    }
    return path.resolve(kind + name.toString());
  }

  /** What a file name stands for, as bytes of UTF-8; its first letter left out. */
  static byte[] meaning(String name) {
    var bytes = new ByteArrayOutputStream(name.length());
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%') {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '.'
        || b == '-'
        || b == '_';
  }
}
