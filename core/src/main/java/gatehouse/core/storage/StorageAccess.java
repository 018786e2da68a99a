package gatehouse.core.storage;

import gatehouse.core.access.Access;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Decision;
import gatehouse.core.access.Explanation;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides about object storage: first {@link Access}, as about everything, then the user's policy
 * where there is one. Whoever made a bucket is bound like everybody else. Pure.
 */
public final class StorageAccess {
  private StorageAccess() {}

  /** An answer; why it is so is put into words only when somebody asks. */
  public sealed interface Answer {

    /** Yes; {@code by} is the statement that allows it, or null where the role alone decides. */
    record Yes(Decision.Allowed role, @Nullable Statement by) implements Answer {}

    /** No: no role allows it. */
    record NoRole(Decision.Denied denied) implements Answer {}

    /** No: the policy denies it by a statement, or (null) allows it by none. */
    record NoPolicy(@Nullable Statement by) implements Answer {}

    /** Whether it is yes. */
    default boolean allowed() {
      return this instanceof Yes;
    }
  }

  /** May they, now? */
  public static Answer decide(
      Caller caller, Policy policy, ProjectId project, StorageRequest request, Instant now) {
    Decision decision =
        Access.decide(caller, request.action().permission(), Resource.of(project), now);
    return switch (decision) {
      case Decision.Denied denied -> new Answer.NoRole(denied);
      case Decision.Allowed allowed -> byPolicy(allowed, policy, request);
    };
  }

  private static Answer byPolicy(Decision.Allowed role, Policy policy, StorageRequest request) {
    if (policy.isEmpty()) {
      return new Answer.Yes(role, null);
    }
    Policy.Verdict verdict =
        policy.decide(request.action(), request.resource(), AddressRange.bytes(request.address()));
    return verdict.allowed()
        ? new Answer.Yes(role, verdict.by())
        : new Answer.NoPolicy(verdict.by());
  }

  /** An answer in words, with the smallest change that would turn a no into a yes. */
  public static Explanation explain(Caller caller, StorageRequest request, Answer answer) {
    String who = caller.inWords();
    String what = request.inWords();
    return switch (answer) {
      case Answer.NoRole(Decision.Denied denied) -> Explanation.of(denied);
      case Answer.Yes(Decision.Allowed role, Statement by) -> {
        String because = Explanation.of(role).sentence();
        String policy =
            by == null ? "" : " In the policy " + by.inWords() + " allows " + what + ".";
        yield new Explanation(true, because + policy, "");
      }
      case Answer.NoPolicy(Statement by) when by != null ->
          new Explanation(
              false,
              who + " may not do " + what + ": in the policy " + by.inWords() + " denies it.",
              "Change or remove that statement.");
      case Answer.NoPolicy none ->
          new Explanation(
              false,
              who + " may not do " + what + ": no statement of the policy allows it.",
              "Add a statement that allows " + request.action().wireName() + " there.");
    };
  }
}
