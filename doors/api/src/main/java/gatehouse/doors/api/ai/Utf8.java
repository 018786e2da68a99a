package gatehouse.doors.api.ai;

/** Where a text in UTF-8 can be cut. */
public final class Utf8 {
  private Utf8() {}

  /** The length without a last character that is not whole yet; bytes that are no text count. */
  public static int endOfLastCharacter(byte[] bytes) {
    int start = bytes.length - 1;
    int oldest = Math.max(0, bytes.length - 3);
    while (start >= oldest && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    if (start < oldest) {
      return bytes.length;
    }
    int lead = bytes[start] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start + length > bytes.length ? start : bytes.length;
  }
}
