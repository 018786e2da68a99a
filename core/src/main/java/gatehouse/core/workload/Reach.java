package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Machine;
import gatehouse.core.access.Standing;
import java.util.List;

/**
 * How a workload is reached besides its HTTP port.
 *
 * @param keys who may come by SSH
 * @param grpcPort the port inside that speaks gRPC, 1–65535; 0 for none
 */
public record Reach(List<SshKey> keys, int grpcPort) {
  /** By HTTP alone. */
  public static final Reach NONE = new Reach(List.of(), 0);

  public Reach {
    keys = List.copyOf(keys);
  }

  /** The same with another port that speaks gRPC; 0 for none. */
  public Reach withGrpcPort(int other) {
    return new Reach(keys, other);
  }

  /** What a caller asks for: the keys stand for them. */
  static Reach of(WorkloadWish.Common wish, Caller caller) {
    Standing owner = caller.standingOrNull();
    if (owner == null) {
      return new Reach(List.of(), wish.grpcPort());
    }
    return new Reach(
        wish.sshPublicKeys().stream()
            .map(
                key ->
                    new SshKey(
                        key,
                        owner.subject(),
                        caller instanceof Machine machine ? machine.token().id() : null))
            .toList(),
        wish.grpcPort());
  }

  /** The lines of its keys, as they were given. */
  public List<String> lines() {
    return keys.stream().map(key -> key.key().line()).toList();
  }
}
