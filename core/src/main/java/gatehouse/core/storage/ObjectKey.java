package gatehouse.core.storage;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The key of an object: 1 to 1024 bytes of UTF-8, without NUL. A key is a name and no path: {@code
 * ../a} is three letters and a slash like any other, and leads nowhere.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final int LONGEST = 1024;

  public ObjectKey {
    if (value.isEmpty() || value.indexOf('\0') >= 0 || !fits(value)) {
      throw new Refused(new Invalid("key", "1 to 1024 bytes of UTF-8, without NUL"));
    }
  }

  /** In the order of their UTF-8 bytes, as listings have them. */
  @Override
  public int compareTo(ObjectKey other) {
    return compare(value, other.value);
  }

  /** Compares two texts in the order of their UTF-8 bytes, which is that of their code points. */
  public static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean aHalf = Character.isSurrogate(a);
        boolean bHalf = Character.isSurrogate(b);
        return aHalf == bHalf ? Character.compare(a, b) : aHalf ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static boolean fits(String value) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value)).remaining()
          <= LONGEST;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
