package gatehouse.doors.api.gatehouse;

import gatehouse.core.workload.RunLogs.RunLog;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.api.ai.Utf8;
import gatehouse.doors.web.Events;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.LogEventBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One open stream of a log, until the run is over or the reader has gone. */
final class LogFollower {
  private static final int CHUNK = 64 << 10;

  /** So many moments without output, some fifteen seconds, before a sign of life. */
  private static final int BEAT_EACH = 150;

  private final Events out;
  private final RunLog log;
  private final LogRoutes.Pause pause;
  private final int run;

  LogFollower(Events out, RunLog log, LogRoutes.Pause pause) {
    this.out = out;
    this.log = log;
    this.pause = pause;
    this.run = log.workload().status().run();
  }

  void follow(long from) throws IOException {
    long position = from;
    int silent = 0;
    boolean over = false;
    out.beat(mark(position)); // So that the reader knows at once that it is heard.
    while (out.outflow().isOpen()) {
      LogChunk chunk = log.read(position, CHUNK);
      int sendable = over ? chunk.bytes().length : Utf8.endOfLastCharacter(chunk.bytes());
      if (sendable > 0) {
        position = chunk.position() + sendable;
        send("text", position, new String(chunk.bytes(), 0, sendable, StandardCharsets.UTF_8));
        silent = 0;
        continue;
      }
      if (over) {
        send("end", position, "");
        return;
      }
      // Once more after the end was seen: what was written last may have come in between.
      over = log.isOver(chunk);
      if (!over) {
        if (++silent % BEAT_EACH == 0) {
          out.beat(mark(position));
        }
        if (!waited()) {
          return;
        }
      }
    }
  }

  private void send(String type, long position, String text) throws IOException {
    out.send(mark(position), "", Json.text(new LogEventBody(type, run, position, text)));
  }

  private String mark(long position) {
    return run + "-" + position;
  }

  private boolean waited() {
    try {
      pause.aMoment();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
