package gatehouse.doors.api.ai;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunLogs.RunLog;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Outflow;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Routes;
import gatehouse.doors.web.SocketHandler;
import gatehouse.doors.wire.ai.LogAnswer;
import gatehouse.doors.wire.ai.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;

/**
 * What workloads have written: as it came, as JSON for those who ask for it, and, with {@code
 * follow}, on until the run is over.
 */
public final class LogRoutes {
  private static final int CHUNK = 64 << 10;
  private static final int LONGEST_JSON = 4 << 20;
  private static final int MOST_LINES = 1_000_000;
  private static final byte[] DOT = {'.'};

  /**
   * So many moments without output, some ten seconds, before a follower is told that it is still
   * followed.
   */
  private static final int DOT_EACH = 100;

  /** Waits a moment for more. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after a moment. */
    void aMoment() throws InterruptedException;
  }

  private final RunLogs logs;
  private final LiveConnections connections;
  private final LiveWorkloads live;
  private final Pause pause;

  /**
   * @param live looked at again each time it is decided whether a follower may stay
   */
  public LogRoutes(RunLogs logs, LiveConnections connections, LiveWorkloads live, Pause pause) {
    this.logs = logs;
    this.connections = connections;
    this.live = live;
    this.pause = pause;
  }

  void mount(Routes routes, WorkloadKind kind) {
    String path = "/v1/" + kind.word() + "/{id}/log";
    var needs = new Needs(Deed.LOG.with(kind));
    routes.add("GET", path, needs, call -> read(call, kind));
    routes.socket(path, needs, call -> follow(call, kind));
  }

  private Reply read(Call call, WorkloadKind kind) {
    RunLog log = log(call, kind);
    long from = from(call, log);
    boolean follow = Models.isTrue(call, "follow");
    if (!follow && wantsJson(call)) {
      return Reply.json(lines(log, from));
    }
    Caller caller = call.caller();
    return Reply.stream(
        "text/plain;charset=utf-8",
        out -> {
          try (var _ =
              connections.open(
                  ConnectionKind.LOG,
                  caller,
                  Deed.LOG.with(kind),
                  () -> resource(log),
                  log.workload().subject(),
                  out::cut)) {
            send(log, from, follow, new ToBody(out));
          }
        });
  }

  private RunLog log(Call call, WorkloadKind kind) {
    int replica = call.queryInt("replica", -1, 0, Integer.MAX_VALUE);
    RunLog log = logs.of(Models.actor(call), kind, WorkloadRoutes.id(call), replica);
    live.refreshUnlessKnown(log.workload().id());
    return log;
  }

  private SocketHandler.Conversation follow(Call call, WorkloadKind kind) {
    RunLog log = log(call, kind);
    long from = from(call, log);
    Caller caller = call.caller();
    return socket -> {
      try (var _ =
          connections.open(
              ConnectionKind.LOG,
              caller,
              Deed.LOG.with(kind),
              () -> resource(log),
              log.workload().subject(),
              socket::cut)) {
        send(log, from, true, new ToSocket(socket));
      }
    };
  }

  private gatehouse.core.access.@org.jspecify.annotations.Nullable Resource resource(RunLog log) {
    Workload workload = log.workload();
    return live.find(workload.kind(), workload.id()).map(Reachable::resource).orElse(null);
  }

  private interface Receiver {
    boolean isOpen();

    void take(byte[] bytes) throws IOException;

    /** Nothing was written since the last moment. */
    default void nothingNew() throws IOException {}
  }

  private record ToBody(Outflow out) implements Receiver {
    @Override
    public boolean isOpen() {
      return out.isOpen();
    }

    @Override
    public void take(byte[] bytes) throws IOException {
      out.write(bytes);
    }
  }

  /**
   * Binary frames of UTF-8, cut only between characters; a frame with a single dot says that there
   * is nothing new ({@code workloads-api.md}, 1.6).
   */
  private static final class ToSocket implements Receiver {
    private final SocketHandler.Socket socket;
    private byte[] rest = new byte[0];
    private int idle;

    ToSocket(SocketHandler.Socket socket) {
      this.socket = socket;
    }

    @Override
    public boolean isOpen() {
      return socket.isOpen();
    }

    @Override
    public void take(byte[] bytes) throws IOException {
      byte[] all = java.util.Arrays.copyOf(rest, rest.length + bytes.length);
      System.arraycopy(bytes, 0, all, rest.length, bytes.length);
      int end = Utf8.endOfLastCharacter(all);
      rest = java.util.Arrays.copyOfRange(all, end, all.length);
      if (end > 0) {
        socket.send(java.util.Arrays.copyOf(all, end));
      }
    }

    @Override
    public void nothingNew() throws IOException {
      if (++idle % DOT_EACH == 0) {
        socket.send(DOT);
      }
    }
  }

  private void send(RunLog log, long from, boolean follow, Receiver to) throws IOException {
    long position = from;
    boolean over = false;
    while (to.isOpen()) {
      LogChunk chunk = log.read(position, CHUNK);
      if (chunk.bytes().length > 0) {
        to.take(chunk.bytes());
        position = chunk.position() + chunk.bytes().length;
        continue;
      }
      if (!follow || over) {
        return;
      }
      // Once more after the end was seen: what was written last may have come in between.
      over = log.isOver(chunk);
      if (!over) {
        to.nothingNew();
        if (!waited()) {
          return;
        }
      }
    }
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

  /** The last part of it, where it is longer than one answer. */
  private static LogAnswer lines(RunLog log, long from) {
    LogChunk first = log.read(from, 1);
    long position = Math.max(from, first.end() - LONGEST_JSON);
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < LONGEST_JSON) {
      LogChunk chunk = log.read(position, CHUNK);
      if (chunk.bytes().length == 0) {
        break;
      }
      bytes.writeBytes(chunk.bytes());
      position = chunk.position() + chunk.bytes().length;
    }
    var lines = new ArrayList<LogLine>();
    bytes.toString(StandardCharsets.UTF_8).lines().forEach(l -> lines.add(new LogLine(null, l)));
    return new LogAnswer(log.workload().status().times().stoppedAt(), lines);
  }

  private static long from(Call call, RunLog log) {
    int tail = call.queryInt("tail", 0, 0, MOST_LINES);
    return tail == 0 ? 0 : log.tail(tail);
  }

  /** Airflow says what it wants by the type of a body that it does not send. */
  private static boolean wantsJson(Call call) {
    return isJson(call, "Content-Type") || isJson(call, "Accept");
  }

  private static boolean isJson(Call call, String header) {
    return call.header(header)
        .filter(type -> type.toLowerCase(Locale.ROOT).contains("application/json"))
        .isPresent();
  }
}
