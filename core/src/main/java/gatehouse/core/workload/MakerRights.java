package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Explanation;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageAccess;
import gatehouse.core.storage.StorageRequest;
import gatehouse.core.volume.VolumeSource;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * Data moves by the right of who made the workload, as it is at this moment on this node: their
 * role, and, in a store of this installation, their policy. To a policy that looks at addresses it
 * comes from this machine.
 */
public final class MakerRights implements DataRights {
  private static final String FROM = "127.0.0.1";

  private final PrincipalView view;
  private final NodeLease lease;
  private final Function<String, Policy> policies;
  private final InstantSource clock;
  private volatile Known known = new Known("", Policy.NONE);

  /** The policy that was read last: one transfer asks about the same again and again. */
  private record Known(String text, Policy policy) {}

  /**
   * @param policies reads the text of a policy
   */
  public MakerRights(
      PrincipalView view, NodeLease lease, Function<String, Policy> policies, InstantSource clock) {
    this.view = view;
    this.lease = lease;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public void require(Workload workload, S3Action action, VolumeSource.Bucket bucket, String key) {
    if (!lease.held()) {
      throw new Refused(new Unavailable("this node does not know who may do what just now"));
    }
    Principal maker =
        view.principal(workload.maker())
            .orElseThrow(
                () ->
                    new Refused(
                        new Forbidden(
                            action.permission().wireName(),
                            workload.userName() + " is not there any more")));
    var caller = asMaker(workload, maker.standing());
    var request = new StorageRequest(action, bucket.bucket().value(), key, FROM);
    Policy policy =
        bucket.store().equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)
            ? policy(maker.storage().policy())
            : Policy.NONE;
    StorageAccess.Answer answer =
        StorageAccess.decide(caller, policy, workload.project(), request, clock.instant());
    if (!answer.allowed()) {
      Explanation why = StorageAccess.explain(caller, request, answer);
      throw new Refused(new Forbidden(action.permission().wireName(), why.sentence()));
    }
  }

  private Policy policy(String text) {
    Known last = known;
    if (!last.text.equals(text)) {
      last = new Known(text, text.isEmpty() ? Policy.NONE : policies.apply(text));
      known = last;
    }
    return last.policy;
  }

  /** Nobody signed in: the workload stands for its maker, with all they may and no more. */
  private static Caller asMaker(Workload workload, Standing standing) {
    return new Caller.Person(
        standing,
        new Credential(
            workload.id().value(),
            0,
            Credential.Kind.PASSWORD,
            standing.subject(),
            workload.project(),
            workload.kind().word() + " " + workload.spec().name(),
            null,
            Selector.ALL,
            null,
            null,
            List.of(),
            1,
            workload.createdAt(),
            workload.createdAt(),
            null));
  }
}
