package gatehouse.server;

import gatehouse.core.access.Cluster.Member;
import gatehouse.core.identity.Seal;
import gatehouse.core.workload.FarRuns;
import gatehouse.core.workload.Homes;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Traffic;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.SocketFolder;
import gatehouse.engines.runtimes.far.NodeKey;
import gatehouse.engines.runtimes.far.NodeLinks;
import gatehouse.engines.runtimes.far.RunDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other nodes of the installation: which there are, and the way to what runs there. What is
 * known of them is looked at now and then, so that asking waits for nothing.
 */
final class OtherNodes implements Homes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

  /** So many looks in a row, with a second between them, are longer than any lease. */
  private static final int DOUBLED = 60;

  private final Optional<Doors> doors;
  private volatile Member self = Member.named("");
  private volatile Supplier<List<Member>> members = List::of;
  private int looksDoubled;
  private volatile List<Member> alive = List.of();

  /** The door for others, and the way to theirs. */
  private record Doors(NodeKey key, RunDoor here, NodeLinks there) {}

  private OtherNodes(Optional<Doors> doors) {
    this.doors = doors;
  }

  /** Binds the door for other nodes, where there may be any; {@link #open} opens it. */
  static OtherNodes bind(Config config, DataFolder folder, Executor threads) throws IOException {
    if (config.nodePort().isEmpty()) {
      return new OtherNodes(Optional.empty());
    }
    NodePort port = config.nodePort().get();
    NodeKey key = Keys.ofNodes(config.keys());
    var sockets = SocketFolder.below(folder.privateFolder("far"), Machine.user());
    sockets.clear();
    var found = new OtherNodes[1];
    var nodes =
        new OtherNodes(
            Optional.of(
                new Doors(
                    key,
                    RunDoor.bind(
                        new InetSocketAddress(InetAddress.getByName(port.bind()), port.number()),
                        key),
                    new NodeLinks(key, home -> found[0].addressOf(home), sockets, threads))));
    found[0] = nodes;
    return nodes;
  }

  /** Where other nodes reach this one; empty where there can be none. */
  String address() {
    return doors.map(both -> both.here().address()).orElse("");
  }

  /** What tells the keys of this installation from others, as {@link Member#keys}. */
  String keys(Seal seal) {
    return seal.fingerprint() + doors.map(both -> "/" + both.key().fingerprint()).orElse("");
  }

  /**
   * Says which node this is.
   *
   * @param members asks which there are
   */
  void join(Member node, Supplier<List<Member>> members) {
    self = node;
    this.members = members;
  }

  /** Looks which nodes there are. */
  synchronized void look() {
    alive = members.get();
    boolean doubled =
        alive.stream().anyMatch(each -> each.home().equals(mine()) && !each.name().equals(node()));
    // An earlier start that was killed is there until its lease runs out.
    looksDoubled = doubled ? looksDoubled + 1 : 0;
    if (looksDoubled == DOUBLED) {
      LOG.error(
          "another server runs with a copy of this data folder, and both look after the same"
              + " workloads: stop one of them: node={}",
          mine());
    }
  }

  @Override
  public Set<String> aliveNow() {
    look();
    return alive();
  }

  /**
   * Passes where all nodes that are alive have the same keys. To be called by who has joined: of
   * two that start at once, at least one sees the other.
   */
  void requireSameKeys(Path folder) throws Config.Faulty {
    for (Member other : alive) {
      if (areOthers(self.keys(), other.keys())) {
        throw new Config.Faulty(
            List.of(
                "keys: the node %s of this installation has other keys than those in %s: give --keys"
                        .formatted(other.home(), folder)
                    + " the folder that it uses, or a copy of it"));
      }
    }
  }

  /** A node says nothing of keys that it does not have. */
  private static boolean areOthers(String mine, String theirs) {
    String[] here = mine.split("/", 2);
    String[] there = theirs.split("/", 2);
    return (!there[0].isEmpty() && !here[0].equals(there[0]))
        || (here.length > 1 && there.length > 1 && !here[1].equals(there[1]));
  }

  /** Lets the others in to what runs here. */
  void open(KeptRuntime runtime, Traffic traffic, Executor threads) {
    doors.ifPresent(both -> both.here().open(mine(), runtime, traffic, threads));
  }

  /** Has somebody told of each run whose home was asked about it. */
  void onAnswer(Consumer<RunId> listener) {
    doors.ifPresent(both -> both.there().onAnswer(listener));
  }

  /** What runs on the others. */
  FarRuns runs() {
    return doors.<FarRuns>map(Doors::there).orElse(FarRuns.NONE);
  }

  /** Closes what is not used any more. */
  void sweep() {
    doors.ifPresent(both -> both.there().sweep());
  }

  /** Whether another node is alive. */
  boolean areThere() {
    return alive.stream().anyMatch(member -> !member.home().equals(mine()));
  }

  @Override
  public String node() {
    return self.name();
  }

  @Override
  public String mine() {
    return self.home();
  }

  @Override
  public Set<String> alive() {
    return Stream.concat(Stream.of(mine()), alive.stream().map(Member::home))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<InetSocketAddress> addressOf(String home) {
    return alive.stream()
        .filter(member -> member.home().equals(home) && !member.address().isEmpty())
        .map(member -> socketAddress(member.address()))
        .findFirst();
  }

  /** As {@link RunDoor#address} writes it: the port is behind the last colon. */
  private static InetSocketAddress socketAddress(String text) {
    int colon = text.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public void close() throws IOException {
    if (doors.isPresent()) {
      doors.get().there().close();
      doors.get().here().close();
    }
  }
}
