package gatehouse.engines.objects;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Details;
import gatehouse.core.storage.ObjectShelf.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An object's open file: what was removed or replaced meanwhile is read to its end. */
final class OpenFile implements Reading {
  private final Details details;
  private final FileChannel file;

  /**
   * @param versioned whether its bucket keeps versions, or did
   */
  OpenFile(ObjectKey key, Footer footer, FileChannel file, boolean versioned) {
    this.details =
        new Details(
            new ObjectEntry(key, footer.size(), footer.etag(), footer.modified()),
            footer.sent(),
            versioned ? footer.version() : "");
    this.file = file;
  }

  @Override
  public Details details() {
    return details;
  }

  @Override
  public InputStream bytes(long from, long length) {
    long size = details.entry().size();
    if (from < 0 || length < 0 || from + length > size) {
      throw new IllegalArgumentException(from + " and " + length + " of " + size + " bytes");
    }
    return new Bytes(file, from, from + length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class Bytes extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    Bytes(FileChannel file, long from, long end) {
      this.file = file;
      this.position = from;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int most = (int) Math.min(length, end - position);
      if (most <= 0) {
        return -1;
      }
      int count = file.read(ByteBuffer.wrap(into, from, most), position);
      if (count < 0) {
        throw new IOException("the object has lost its end");
      }
      position += count;
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, end - position));
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
