package gatehouse.core.workload;

import java.io.Closeable;
import java.io.IOException;

/** A command that runs beside a run's own. One thread reads; another may write. */
public interface BesideCommand extends Closeable {

  /** What comes of it. */
  sealed interface Piece {
    /** What it put out; {@code error} where on its standard error. */
    @SuppressWarnings("ArrayRecordComponent")
    record Output(boolean error, byte[] bytes) implements Piece {}

    /**
     * It has ended; nothing more comes.
     *
     * @param exitCode 128 + signal for a signal; 127 where there is no such program, 126 where it
     *     could not be started
     */
    record Ended(int exitCode, String sentence) implements Piece {}
  }

  /** The next piece, waiting for it. */
  Piece next() throws IOException;

  /** Gives it input; may wait until it takes it. */
  void input(byte[] bytes) throws IOException;

  /** Says that no more input comes. */
  void endInput() throws IOException;

  /** Says how large its terminal is now. */
  void resize(int rows, int columns) throws IOException;

  /** Ends it, from any thread. */
  @Override
  void close();
}
