package gatehouse.server;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.Node;
import gatehouse.core.workload.Homes;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The homes of workloads are the nodes' data folders. For use by several threads. */
final class NodeHomes implements Homes {
  /** Who gives room away asks often, and nodes come and go seldom. */
  private static final Duration STALE = Duration.ofSeconds(1);

  private final Node node;
  private volatile Seen seen = new Seen(Set.of(), System.nanoTime() - STALE.toNanos());

  private record Seen(Set<String> alive, long at) {}

  NodeHomes(Node node) {
    this.node = node;
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public String mine() {
    return node.self().home();
  }

  @Override
  public Set<String> alive() {
    long now = System.nanoTime();
    Seen last = seen;
    if (now - last.at() < STALE.toNanos()) {
      return last.alive();
    }
    Set<String> alive =
        Stream.concat(Stream.of(mine()), node.alive().stream().map(Cluster.Member::home))
            .collect(Collectors.toUnmodifiableSet());
    seen = new Seen(alive, now);
    return alive;
  }
}
