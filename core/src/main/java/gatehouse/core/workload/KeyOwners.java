package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Selector;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a public key in a workload's spec stands for: who put it there, as they are now. It is good
 * for commands inside that one workload; one that a token put there has the token's bounds, and
 * ends with it.
 */
public final class KeyOwners {
  private final LiveWorkloads live;
  private final PrincipalView view;

  public KeyOwners(LiveWorkloads live, PrincipalView view) {
    this.live = live;
    this.view = view;
  }

  /** A workload, the key in its spec, and whom the key stands for. */
  public record Holder(Reachable workload, SshKey key, Caller caller) {}

  /**
   * Whom the bytes of a public key stand for at a workload; empty where the workload, the key in
   * its spec, or its owner is not there. Whether they may do anything is not said by this.
   */
  public Optional<Holder> find(WorkloadId id, byte[] bytes) {
    live.refreshUnlessKnown(id);
    return live.keyed(id)
        .flatMap(
            keyed ->
                keyed.reach().keys().stream()
                    .filter(key -> MessageDigest.isEqual(key.key().bytes(), bytes))
                    .findFirst()
                    .flatMap(
                        key ->
                            caller(keyed.workload(), key)
                                .map(caller -> new Holder(keyed.workload(), key, caller))));
  }

  /** What is decided about, as long as the workload has the key; null after that. */
  public @Nullable Resource resource(Holder holder) {
    return live.keyed(holder.workload().id())
        .filter(keyed -> keyed.reach().keys().contains(holder.key()))
        .map(keyed -> keyed.workload().resource())
        .orElse(null);
  }

  private Optional<Caller> caller(Reachable workload, SshKey key) {
    Optional<Principal> owner = view.principal(key.owner());
    UUID token = key.token();
    if (token == null) {
      return owner.map(
          principal ->
              new Caller.Person(principal.standing(), credential(workload, key, principal)));
    }
    return owner.flatMap(
        principal ->
            principal.keys().stream()
                .map(Principal.Key::credential)
                .filter(credential -> credential.id().equals(token))
                .findFirst()
                .map(credential -> Caller.of(principal.standing(), credential)));
  }

  private static Credential credential(Reachable workload, SshKey key, Principal owner) {
    String id = workload.id() + " " + key.key().line();
    return new Credential(
        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
        0,
        Credential.Kind.SSH_KEY,
        key.owner(),
        owner.standing().project(),
        key.key().fingerprint(),
        null,
        Selector.ALL,
        workload.id().toString(),
        null,
        List.of(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }
}
