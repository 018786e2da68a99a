package gatehouse.engines.volumes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a tar file that somebody else made, and how much of them is taken: what comes out of
 * it (files with holes come out longer than they lie in it), how many things it names, and how long
 * their names are, which the library reads into memory.
 */
final class ArchiveRoom extends FilterInputStream {
  private static final int MOST_FOR_NAMES = 1 << 20;
  private static final int LEAST_A_FILE = 512;

  private long left;
  private int entriesLeft;
  private long namesLeft;
  private boolean naming;

  /**
   * @param left how many bytes may come out of it
   */
  ArchiveRoom(InputStream archive, long left, int entries) {
    super(archive);
    this.left = left;
    this.entriesLeft = entries;
  }

  /** The next thing in the archive; null after the last. */
  @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    // What was left out is passed over here, not as part of the next one's name.
    within(tar).transferTo(OutputStream.nullOutputStream());
    naming = true;
    namesLeft = MOST_FOR_NAMES;
    try {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry != null) {
        take(LEAST_A_FILE);
        if (Math.max(entry.getSize(), entry.getRealSize()) > left) {
          throw tooMuch();
        }
        if (--entriesLeft < 0) {
          throw new IOException("the archive holds far more files than an archive here may");
        }
      }
      return entry;
    } finally {
      naming = false;
    }
  }

  /** What is in the file that the archive is at. */
  InputStream within(TarArchiveInputStream tar) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = tar.getCurrentEntry() == null ? -1 : tar.read(into, from, length);
        take(Math.max(0, count));
        return count;
      }
    };
  }

  private void take(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw tooMuch();
    }
  }

  private static IOException tooMuch() {
    return new IOException("the archive holds far more than it says");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    if (naming && count > 0) {
      namesLeft -= count;
      if (namesLeft < 0) {
        throw new IOException("a name in the archive has no end");
      }
    }
    return count;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] dropped = new byte[(int) Math.min(8192, Math.max(0, n))];
    return Math.max(0, read(dropped, 0, dropped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
