package gatehouse.core.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a change to access did, everywhere, by the time its call returned.
 *
 * @param revision the number of the change
 * @param nodes the nodes that applied it
 * @param expired the nodes that did not answer and whose lease ran out instead
 * @param connections how many open connections were cut, by kind
 * @param credentials how many credentials ended, by kind
 * @param workloads what became of workloads, as "stopped job NAME (ID)"
 * @param took from the commit to the return
 */
public record Receipt(
    long revision,
    List<String> nodes,
    List<String> expired,
    Map<ConnectionKind, Integer> connections,
    Map<Credential.Kind, Integer> credentials,
    List<String> workloads,
    Duration took) {

  public Receipt {
    nodes = List.copyOf(nodes);
    expired = List.copyOf(expired);
    connections = Map.copyOf(connections);
    credentials = Map.copyOf(credentials);
    workloads = List.copyOf(workloads);
  }

  /** How many connections were cut in all. */
  public int connectionsInAll() {
    return connections.values().stream().mapToInt(Integer::intValue).sum();
  }
}
