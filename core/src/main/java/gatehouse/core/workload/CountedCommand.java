package gatehouse.core.workload;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that its run has in hand until it is closed. */
final class CountedCommand implements BesideCommand {
  private final BesideCommand command;
  private final Runnable over;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param over run once, when it is closed
   */
  CountedCommand(BesideCommand command, Runnable over) {
    this.command = command;
    this.over = over;
  }

  @Override
  public Piece next() throws IOException {
    return command.next();
  }

  @Override
  public void input(byte[] bytes) throws IOException {
    command.input(bytes);
  }

  @Override
  public void endInput() throws IOException {
    command.endInput();
  }

  @Override
  public void resize(int rows, int columns) throws IOException {
    command.resize(rows, columns);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      over.run();
    }
    command.close();
  }
}
