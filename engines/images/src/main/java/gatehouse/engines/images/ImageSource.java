package gatehouse.engines.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where an image comes from. What it gives is not trusted: whoever takes it checks the digests. */
interface ImageSource extends Closeable {

  /**
   * What the image is made of, for this machine's kind of CPU.
   *
   * @throws Fault saying why there is none
   */
  Manifest manifest() throws IOException;

  /** Writes a piece of it; safe for use by several threads. */
  void copy(Piece piece, OutputStream to) throws IOException;
}
