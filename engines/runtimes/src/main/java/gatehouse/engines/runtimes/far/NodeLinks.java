package gatehouse.engines.runtimes.far;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.FarRuns;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import gatehouse.engines.runtimes.agent.AgentCommand;
import gatehouse.engines.runtimes.agent.SocketFolder;
import gatehouse.engines.runtimes.far.Question.Kind;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of other nodes, through links to those. */
public final class NodeLinks implements FarRuns, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLinks.class);

  /** Who was not used for so long is asked for anew. */
  private static final Duration UNUSED = Duration.ofMinutes(10);

  /** Whose home did not tell of it is asked about again after so long. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final NodeKey key;
  private final Addresses addresses;
  private final SocketFolder sockets;
  private final Executor threads;
  private final ConcurrentHashMap<String, Calls> calls = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RunId, Relay> relays = new ConcurrentHashMap<>();

  /** When a run's home last did not tell of it. */
  private final ConcurrentHashMap<RunId, Long> untold = new ConcurrentHashMap<>();

  private final Set<RunId> asking = ConcurrentHashMap.newKeySet();
  private volatile Consumer<RunId> answered = run -> {};

  /** Where nodes are. */
  public interface Addresses {
    /** Where the node of a home is reached now; empty where it is not there. Never blocks. */
    Optional<InetSocketAddress> of(String home);
  }

  /**
   * @param sockets where the sockets of runs elsewhere are to be
   * @param threads runs tasks that wait for long, such as one virtual thread per task
   */
  public NodeLinks(NodeKey key, Addresses addresses, SocketFolder sockets, Executor threads) {
    this.key = key;
    this.addresses = addresses;
    this.sockets = sockets;
    this.threads = threads;
  }

  @Override
  public Optional<Upstream> address(String home, RunId run, int port) {
    if (port <= 0 || port > 65535) {
      return Optional.empty();
    }
    Relay relay = relays.get(run);
    if (relay == null
        && !wasUntoldJustNow(run)
        && addresses.of(home).isPresent()
        && asking.add(run)) {
      threads.execute(() -> ask(home, run));
    }
    return relay == null
        ? Optional.empty()
        : Optional.of(new Upstream.UnixSocket(relay.path(), port, relay.headers(port)));
  }

  private boolean wasUntoldJustNow(RunId run) {
    Long at = untold.get(run);
    return at != null && System.nanoTime() - at < PAUSE.toNanos();
  }

  @Override
  public boolean isAsking(RunId run) {
    return asking.contains(run);
  }

  /** Has somebody told of each run whose home was asked about it, whether it answered or not. */
  public void onAnswer(Consumer<RunId> listener) {
    answered = listener;
  }

  private void ask(String home, RunId run) {
    try {
      var _ = relay(home, run, ownPort(home, run));
      untold.remove(run);
    } catch (Refused e) {
      untold.put(run, System.nanoTime());
      LOG.debug("a node did not tell of a run: run={} home={}", run, home, e);
    } finally {
      asking.remove(run);
      answered.accept(run);
    }
  }

  private OwnPort ownPort(String home, RunId run) {
    return ask(home, Question.of(Kind.HEADERS, run, 0, 0), NodeLinks::ownPort);
  }

  /** The relay to a run, made now where there is none. */
  private Relay relay(String home, RunId run, OwnPort own) {
    return relays.computeIfAbsent(
        run,
        id -> {
          try {
            return Relay.open(
                home, id, own.number, own.headers, sockets.fresh(), () -> link(home), threads);
          } catch (IOException e) {
            throw new Refused(new Unavailable("no socket could be made: " + e.getMessage()));
          }
        });
  }

  private record OwnPort(int number, Map<String, String> headers) {}

  private static OwnPort ownPort(DataInputStream in) throws IOException {
    int number = in.readInt();
    Map<String, String> headers = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      headers.put(in.readUTF(), in.readUTF());
    }
    return new OwnPort(number, headers);
  }

  @Override
  public LogChunk log(String home, RunId run, long position, int most) {
    return ask(
        home,
        Question.of(Kind.LOG, run, position, most),
        in -> {
          long end = in.readLong();
          boolean complete = in.readBoolean();
          byte[] bytes = new byte[Math.clamp(in.readInt(), 0, Question.MOST)];
          in.readFully(bytes);
          return new LogChunk(position, bytes, end, complete);
        });
  }

  @Override
  public long logTail(String home, RunId run, int lines) {
    return ask(home, Question.of(Kind.TAIL, run, 0, lines), DataInputStream::readLong);
  }

  @Override
  public BesideCommand exec(String home, RunId run, CommandWish wish) {
    // Asked each time: only there is it known whether it runs.
    OwnPort own = ownPort(home, run);
    try {
      return AgentCommand.start(relay(home, run, own).path(), wish);
    } catch (IOException e) {
      throw doesNotAnswer(home, e);
    }
  }

  @Override
  public void copyBackup(String home, WorkloadId from, UUID backup, WorkloadId to, UUID as) {
    var names = List.of(backup.toString(), to.toString(), as.toString());
    boolean _ = ask(home, new Question(Kind.COPY, new RunId(from, 0, 0), 0, 0, names), in -> true);
  }

  /** Closes what nobody has used for long, and forgets nodes that have gone. */
  public void sweep() {
    untold.keySet().removeIf(run -> !wasUntoldJustNow(run));
    relays.forEach(
        (run, relay) -> {
          if (relay.unusedFor() > UNUSED.toNanos() && relays.remove(run, relay)) {
            relay.close();
          }
        });
    calls
        .keySet()
        .removeIf(
            home -> {
              boolean gone = addresses.of(home).isEmpty();
              Calls left = gone ? calls.get(home) : null;
              if (left != null) {
                left.close();
              }
              return gone;
            });
  }

  private <T> T ask(String home, Question question, Calls.Reading<T> reading) {
    try {
      return calls
          .computeIfAbsent(home, name -> new Calls(name, () -> link(name)))
          .ask(question, reading);
    } catch (Calls.Declined e) {
      throw new Refused(new Conflict("The node " + home + " says: " + e.getMessage() + "."));
    } catch (IOException e) {
      throw doesNotAnswer(home, e);
    }
  }

  private Link link(String home) throws IOException {
    return Link.to(addresses.of(home).orElseThrow(() -> new NotThere(home)), key);
  }

  private static final class NotThere extends IOException {
    private static final long serialVersionUID = 1L;

    NotThere(String home) {
      super("the node " + home + " is not there");
    }
  }

  private static Refused doesNotAnswer(String home, IOException e) {
    if (e instanceof NotThere) {
      return FarRuns.isNotThere(home);
    }
    LOG.warn("a node does not answer: home={} why={}", home, e.getMessage());
    return new Refused(
        new Unavailable(
            "The node " + home + ", which runs it, does not answer: try again in a moment."));
  }

  @Override
  public void close() {
    calls.values().forEach(Calls::close);
    relays.values().forEach(Relay::close);
  }
}
