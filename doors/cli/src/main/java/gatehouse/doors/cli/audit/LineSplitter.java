package gatehouse.doors.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is written to it, line by line, without keeping more than one. */
final class LineSplitter extends OutputStream {
  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(int one) {
    if (one == '\n') {
      close();
    } else {
      begun.write(one);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  /** What has no line end is a line too. */
  @Override
  public void close() {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    lines.accept(line);
  }
}
