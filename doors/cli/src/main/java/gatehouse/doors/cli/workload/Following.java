package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.LogStream;
import gatehouse.doors.cli.remote.Remote;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Prints a log as it grows. A line that breaks is taken up again where it broke: the log only
 * grows, so what was printed is skipped. Where no WebSocket can be had, it looks again and again.
 */
public final class Following {
  private static final Duration STEP = Duration.ofMillis(500);
  private static final int PATIENCE = 60;

  private final Session session;
  private final Remote remote;
  private final Kind kind;
  private final String id;
  private final PrintStream out;
  private long printed;
  private boolean endsInLine = true;
  private boolean socketsWork = true;

  /** Follows the log of one workload. */
  public Following(Session session, Remote remote, Kind kind, String id) {
    this.session = session;
    this.remote = remote;
    this.kind = kind;
    this.id = id;
    this.out = session.terminal().out();
  }

  /** Prints until the workload has ended; answers how it ended. */
  public JsonNode toTheEnd() throws InterruptedException {
    JsonNode now = remote.get(kind.one(id));
    int silent = 0;
    while (true) {
      boolean hadEnded = kind.hasEnded(Waiting.state(now));
      try {
        boolean whole = print();
        now = remote.get(kind.one(id));
        silent = 0;
        if (hadEnded || (whole && kind.hasEnded(Waiting.state(now)))) {
          finishLine();
          return now;
        }
      } catch (Failure e) {
        boolean goneForAMoment = e.status() == 0 || e.status() == 503;
        if (!goneForAMoment || ++silent > PATIENCE) {
          throw e;
        }
      }
      session.world().pause().pause(STEP);
    }
  }

  /** Prints what there is to come; whether the server itself said that this was the end. */
  private boolean print() throws InterruptedException {
    if (socketsWork) {
      try {
        LogStream stream = remote.follow(kind.under(id, "log").with("follow", "true"));
        return printed(stream);
      } catch (Failure e) {
        socketsWork = false;
      }
    }
    poll();
    return false;
  }

  private boolean printed(LogStream stream) throws InterruptedException {
    long position = 0;
    try {
      Optional<byte[]> frame = stream.next();
      while (frame.isPresent()) {
        print(frame.get(), position);
        position += frame.get().length;
        frame = stream.next();
      }
      return stream.endedWell();
    } finally {
      stream.close();
    }
  }

  private void poll() {
    print(remote.text(kind.under(id, "log")).getBytes(StandardCharsets.UTF_8), 0);
  }

  /**
   * Prints what of these bytes, which stand at {@code position} of the log, was not printed yet.
   */
  private void print(byte[] bytes, long position) {
    int skip = Math.clamp(printed - position, 0, bytes.length);
    if (skip < bytes.length) {
      out.write(bytes, skip, bytes.length - skip);
      out.flush();
      printed = position + bytes.length;
      endsInLine = bytes[bytes.length - 1] == '\n';
    }
  }

  private void finishLine() {
    if (!endsInLine) {
      out.println();
    }
    out.flush();
  }
}
