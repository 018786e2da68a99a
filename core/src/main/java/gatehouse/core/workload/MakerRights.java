package gatehouse.core.workload;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.storage.Policy;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Data moves by the right of who made the workload, as it is at this moment on this node: their
 * role, and, in a store of this installation, their policy. To a policy that looks at addresses it
 * comes from this machine. Each transfer is a live connection of theirs.
 */
public final class MakerRights implements DataRights {
  private final PrincipalView view;
  private final NodeLease lease;
  private final LiveConnections connections;
  private final Function<String, Policy> policies;
  private final InstantSource clock;
  private volatile Known known = new Known("", Policy.NONE);

  /** The policy that was read last: one transfer asks about the same again and again. */
  private record Known(String text, Policy policy) {}

  /**
   * @param policies reads the text of a policy
   */
  public MakerRights(
      PrincipalView view,
      NodeLease lease,
      LiveConnections connections,
      Function<String, Policy> policies,
      InstantSource clock) {
    this.view = view;
    this.lease = lease;
    this.connections = connections;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public Passage open(Workload workload, String store, String container, Runnable cut) {
    return new MakerPassage(this, workload, store, container, cut);
  }

  PrincipalView view() {
    return view;
  }

  NodeLease lease() {
    return lease;
  }

  LiveConnections connections() {
    return connections;
  }

  InstantSource clock() {
    return clock;
  }

  Policy policy(String text) {
    Known last = known;
    if (!last.text.equals(text)) {
      last = new Known(text, text.isEmpty() ? Policy.NONE : policies.apply(text));
      known = last;
    }
    return last.policy;
  }
}
