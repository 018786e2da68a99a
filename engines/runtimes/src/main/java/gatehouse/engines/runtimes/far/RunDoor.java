package gatehouse.engines.runtimes.far;

import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Traffic;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import gatehouse.core.workload.WorkspaceShelf;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where other nodes reach the runs of this one. They have decided who may; here they are known. */
public final class RunDoor implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RunDoor.class);
  private static final int MOST_CONNECTIONS = 8192;
  private static final int MOST_STRANGERS = 256;
  private static final int BACKLOG = 1024;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A connection that was asked for something may be asked again for so long. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final ServerSocket socket;
  private final NodeKey key;
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);

  /** Those that have not shown yet that they are nodes do not take the room of those that have. */
  private final Semaphore strangers = new Semaphore(MOST_STRANGERS);

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RunDoor(ServerSocket socket, NodeKey key) {
    this.socket = socket;
    this.key = key;
  }

  /**
   * Takes the address; who comes waits until the door is opened.
   *
   * @param at its address; port 0 for any that is free
   * @throws IOException where the address cannot be had
   */
  public static RunDoor bind(InetSocketAddress at, NodeKey key) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(at, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen for other nodes on " + at + ": " + e.getMessage(), e);
    }
    return new RunDoor(socket, key);
  }

  /** Where it is, as {@code host:port}. */
  public String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /**
   * Opens the door.
   *
   * @param home who is asked here
   * @param traffic counts the connections that others have to each run
   * @param threads runs tasks that wait for long, such as one virtual thread per task
   */
  public void open(String home, KeptRuntime runtime, Traffic traffic, Executor threads) {
    threads.execute(() -> listen(new Serving(home, runtime, traffic, threads)));
  }

  private record Serving(String home, KeptRuntime runtime, Traffic traffic, Executor threads) {}

  private void listen(Serving by) {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        if (!strangers.tryAcquire()) {
          caller.close();
          continue;
        }
        open.add(caller);
        by.threads.execute(() -> letIn(caller, by));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("a node could not be let in: {}", e.getMessage());
          // Where no descriptor is left the next try fails at once, too.
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void letIn(Socket caller, Serving by) {
    try (caller) {
      Link link = greeted(caller);
      if (!room.tryAcquire()) {
        throw new IOException("too many connections are open");
      }
      try {
        serve(link, by);
      } finally {
        room.release();
      }
    } catch (IOException e) {
      LOG.debug("a node's connection ended: {}", e.getMessage());
    } finally {
      open.remove(caller);
    }
  }

  /** Who is no node, or takes too long to show that it is one, is gone. */
  private Link greeted(Socket caller) throws IOException {
    var inTime = new CompletableFuture<Boolean>();
    try {
      var _ =
          inTime
              .completeOnTimeout(false, Link.ANSWER.toMillis(), TimeUnit.MILLISECONDS)
              .thenAccept(
                  yes -> {
                    if (!yes) {
                      close(caller);
                    }
                  });
      return Link.from(caller, key);
    } finally {
      inTime.complete(true);
      strangers.release();
    }
  }

  private static void close(Socket caller) {
    try {
      caller.close();
    } catch (IOException e) {
      LOG.debug("a connection was not closed: {}", e.getMessage());
    }
  }

  private static void serve(Link link, Serving by) throws IOException {
    for (int first = link.in().read(); first >= 0; first = link.in().read()) {
      link.expectsAnAnswer();
      if (!link.in().readUTF().equals(by.home)) {
        link.out().writeByte(Question.ANOTHER);
        link.out().flush();
        return;
      }
      Question asked = Question.read(first, link.in());
      if (asked.kind() == Question.Kind.OPEN) {
        splice(asked, link, by);
        return;
      }
      answer(asked, link.out(), by.runtime);
      link.mayBeSilentFor(IDLE);
    }
  }

  private static void splice(Question asked, Link link, Serving by) throws IOException {
    // Any port will do: all are behind one socket, which is told the port by who connects.
    Optional<Upstream> at = by.runtime.address(asked.run(), 1);
    if (at.isEmpty() || !(at.get() instanceof Upstream.UnixSocket dial)) {
      refuse(link.out(), "it does not run");
      return;
    }
    by.traffic.begins(asked.run());
    try (SocketChannel near = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      near.connect(UnixDomainSocketAddress.of(dial.path()));
      link.out().writeByte(Question.YES);
      link.out().flush();
      new Splice(near, link, by.traffic.meter(asked.run()), Splice.SILENCE).run(by.threads);
    } finally {
      by.traffic.ends(asked.run());
    }
  }

  private static void answer(Question asked, DataOutputStream out, KeptRuntime runtime)
      throws IOException {
    try {
      switch (asked.kind()) {
        case HEADERS -> headers(asked, out, runtime);
        case LOG -> {
          LogChunk chunk = runtime.log(asked.run(), asked.position(), asked.number());
          out.writeByte(Question.YES);
          out.writeLong(chunk.end());
          out.writeBoolean(chunk.complete());
          out.writeInt(chunk.bytes().length);
          out.write(chunk.bytes());
        }
        case TAIL -> {
          long position = runtime.logTail(asked.run(), asked.number());
          out.writeByte(Question.YES);
          out.writeLong(position);
        }
        case COPY -> {
          copy(asked, runtime.shelf());
          out.writeByte(Question.YES);
        }
        case OPEN -> throw new IllegalArgumentException("it is no question with an answer");
      }
      out.flush();
    } catch (Refused e) {
      refuse(out, "it is not to be had there");
    }
  }

  private static void headers(Question asked, DataOutputStream out, KeptRuntime runtime)
      throws IOException {
    Optional<KeptRuntime.OwnPort> own = runtime.ownPort(asked.run());
    if (own.isEmpty()) {
      refuse(out, "it does not run");
      return;
    }
    Map<String, String> headers = own.get().headers();
    out.writeByte(Question.YES);
    out.writeInt(own.get().number());
    out.writeInt(headers.size());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      out.writeUTF(header.getKey());
      out.writeUTF(header.getValue());
    }
    out.flush();
  }

  private static void copy(Question asked, WorkspaceShelf shelf) throws IOException {
    try {
      shelf.copy(
          asked.run().workload(),
          UUID.fromString(asked.names().get(0)),
          WorkloadId.of(asked.names().get(1)),
          UUID.fromString(asked.names().get(2)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("a node asked for a copy and did not say of what", e);
    }
  }

  private static void refuse(DataOutputStream out, String why) throws IOException {
    out.writeByte(Question.NO);
    out.writeUTF(why);
    out.flush();
  }

  /** Lets nobody in any more, and ends all that is open. */
  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
