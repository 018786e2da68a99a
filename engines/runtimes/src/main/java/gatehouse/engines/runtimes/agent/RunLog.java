package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a run's output file, never more of it at once than asked for. */
final class RunLog {
  private static final int WINDOW = 64 * 1024;

  private RunLog() {}

  static LogChunk read(Path file, long position, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = channel.size();
      long left = Math.clamp(end - position, 0, Math.max(0, most));
      ByteBuffer buffer = ByteBuffer.allocate((int) left);
      fill(channel, buffer, position);
      byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
      return new LogChunk(position, bytes, end, false);
    }
  }

  /** Where the last {@code lines} lines begin; a line without its end counts as one. */
  static long tail(Path file, int lines) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = channel.size();
      if (lines <= 0) {
        return end;
      }
      long found = 0;
      ByteBuffer buffer = ByteBuffer.allocate(WINDOW);
      for (long at = end; at > 0; ) {
        long from = Math.max(0, at - WINDOW);
        buffer.clear().limit((int) (at - from));
        fill(channel, buffer, from);
        for (int i = buffer.position() - 1; i >= 0; i--) {
          boolean lineBreak = buffer.get(i) == '\n';
          if (lineBreak && from + i != end - 1 && ++found == lines) {
            return from + i + 1;
          }
        }
        at = from;
      }
      return 0;
    }
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
    for (long at = from; buffer.hasRemaining(); ) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }
}
