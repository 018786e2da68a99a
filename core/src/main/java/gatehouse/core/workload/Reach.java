package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Machine;
import gatehouse.core.access.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    return new Reach(List.of(), wish.grpcPort()).with(wish.sshPublicKeys(), caller);
  }

  /** The same with these keys: those that are new stand for the caller, the others as before. */
  Reach with(List<SshPublicKey> wished, Caller caller) {
    Standing owner = caller.standingOrNull();
    var all = new ArrayList<SshKey>();
    for (SshPublicKey key : wished) {
      keys.stream()
          .filter(known -> known.key().equals(key))
          .findFirst()
          .or(
              () ->
                  owner == null
                      ? Optional.empty()
                      : Optional.of(
                          new SshKey(
                              key,
                              owner.subject(),
                              caller instanceof Machine machine ? machine.token().id() : null)))
          .ifPresent(all::add);
    }
    return new Reach(all, grpcPort);
  }

  /** The lines of its keys, as they were given. */
  public List<String> lines() {
    return keys.stream().map(key -> key.key().line()).toList();
  }
}
