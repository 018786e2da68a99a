package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change to one user that somebody thinks of making. */
public sealed interface PlannedChange {

  /** Exactly these roles, in place of what is held. */
  record Roles(List<RoleWish> wishes) implements PlannedChange {
    public Roles {
      wishes = List.copyOf(wishes);
    }
  }

  /** Nothing of theirs is accepted until they are resumed. */
  record Suspend(WorkloadFate workloads) implements PlannedChange {}

  /** Gone for good. */
  record Delete(WorkloadFate workloads) implements PlannedChange {}

  /** Another password; the old one holds on for the overlap. */
  record Password(Duration overlap) implements PlannedChange {}

  /** The kinds of credential that it ends. */
  default Set<Credential.Kind> ends() {
    return switch (this) {
      case Roles roles -> Set.of();
      case Suspend suspend -> Users.SIGNED_IN_WITH_PASSWORD;
      case Delete delete -> EnumSet.allOf(Credential.Kind.class);
      case Password(Duration overlap) when !overlap.isZero() -> Set.of();
      case Password password -> {
        var ended = EnumSet.copyOf(Users.SIGNED_IN_WITH_PASSWORD);
        ended.add(Credential.Kind.PASSWORD);
        yield ended;
      }
    };
  }

  /** What becomes of their workloads; null where that does not change. */
  default @Nullable WorkloadFate fate() {
    return switch (this) {
      case Suspend(WorkloadFate workloads) -> workloads;
      case Delete(WorkloadFate workloads) -> workloads;
      case Roles roles -> null;
      case Password password -> null;
    };
  }
}
