package gatehouse.engines.objects;

import gatehouse.core.storage.Versions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of an object, behind its bytes in the same file: who opens the file has both, of
 * one writing. Then come its own length and four letters by which a whole file is known.
 *
 * @param size of the bytes before it
 */
record Footer(long size, String etag, Instant modified, Map<String, String> headers) {
  private static final int MAGIC = 0x47484F31; // GHO1
  private static final int TAIL = 8;
  private static final int LONGEST = 1 << 20;

  /** What this engine keeps among the headers; no header begins so. */
  private static final String VERSION = ":version";

  private static final String ORDER = ":order";
  private static final String MARKER = ":marker";

  /** The headers of a version, its id and its place in time among them. */
  static Map<String, String> stamped(Map<String, String> headers, String version, long order) {
    var stamped = new TreeMap<>(headers);
    stamped.put(ORDER, Long.toString(order));
    if (!version.equals(Versions.NULL)) {
      stamped.put(VERSION, version);
    }
    return stamped;
  }

  /** The headers of a marker. */
  static Map<String, String> marker(String version, long order) {
    return stamped(Map.of(MARKER, ""), version, order);
  }

  /** The version's id. */
  String version() {
    return headers.getOrDefault(VERSION, Versions.NULL);
  }

  /** Grows with each version of a key; by time where there were none yet. */
  long order() {
    String order = headers.get(ORDER);
    return order == null ? modified.toEpochMilli() * 1000 : Long.parseLong(order);
  }

  boolean isMarker() {
    return headers.containsKey(MARKER);
  }

  /** What was sent along with the object. */
  Map<String, String> sent() {
    var sent = new TreeMap<>(headers);
    sent.keySet().removeIf(name -> name.startsWith(":"));
    return sent;
  }

  /** Reads it from the end of a file. */
  static Footer of(FileChannel file) throws IOException {
    long end = file.size();
    if (end < TAIL) {
      throw new IOException("no object: the file is too short");
    }
    ByteBuffer tail = read(file, end - TAIL, TAIL);
    int length = tail.getInt();
    if (tail.getInt() != MAGIC || length < 0 || length > LONGEST || length > end - TAIL) {
      throw new IOException("no object: the file does not end as one");
    }
    byte[] bytes = new byte[length];
    read(file, end - TAIL - length, length).get(bytes);
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long size = in.readLong();
      if (size != end - TAIL - length) {
        throw new IOException("no object: the file is not as long as it says");
      }
      String etag = in.readUTF();
      Instant modified = Instant.ofEpochMilli(in.readLong());
      var headers = new TreeMap<String, String>();
      for (int count = in.readInt(); count > 0; count--) {
        headers.put(in.readUTF(), in.readUTF());
      }
      return new Footer(size, etag, modified, headers);
    }
  }

  /** The bytes to be written behind the object's. */
  ByteBuffer bytes() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(size);
      out.writeUTF(etag);
      out.writeLong(modified.toEpochMilli());
      out.writeInt(headers.size());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      int length = out.size();
      out.writeInt(length);
      out.writeInt(MAGIC);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }
}
