package gatehouse.core.workload;

import java.util.Set;

/**
 * Homes as a test says.
 *
 * @param node the name of this start of the node
 */
record FakeHomes(String node, String mine, Set<String> alive) implements Homes {
  FakeHomes {
    alive = Set.copyOf(alive);
  }

  /** The only home there is, of which this is one start of several. */
  static FakeHomes startedAs(String node) {
    return new FakeHomes(node, "here", Set.of("here"));
  }
}
