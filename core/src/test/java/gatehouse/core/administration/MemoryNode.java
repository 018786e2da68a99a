package gatehouse.core.administration;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.FailureBudget;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.identity.PasswordHasher;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One node over shared memory: what it knows, what is open on it, and its lease. Beats when told
 * that something is new.
 */
public final class MemoryNode implements AutoCloseable {
  public final PrincipalView view;
  public final NodeLease lease;
  public final LiveConnections connections;
  public final Node node;
  public final SignIn signIn;
  private final AutoCloseable listening;
  private boolean paused;
  private final ScheduledExecutorService timers;

  /** A node that is alive and listens. */
  public MemoryNode(
      String name,
      MemoryAdministration store,
      Cluster cluster,
      PasswordHasher hasher,
      InstantSource clock) {
    this(name, store, cluster, hasher, clock, Executors.newSingleThreadScheduledExecutor());
  }

  /**
   * A node that is alive and listens.
   *
   * @param timers closed with the node
   */
  public MemoryNode(
      String name,
      MemoryAdministration store,
      Cluster cluster,
      PasswordHasher hasher,
      InstantSource clock,
      ScheduledExecutorService timers) {
    this.timers = timers;
    view = new PrincipalView(store, 1000);
    lease = new NodeLease(System::nanoTime);
    connections = new LiveConnections(view, lease, clock, timers);
    node =
        new Node(Cluster.Member.named(name), cluster, view, connections, lease, System::nanoTime);
    signIn =
        new SignIn(
            view,
            store,
            lease,
            hasher,
            new FailureBudget(clock, 1000),
            new RefusedSignIns(store),
            clock,
            new byte[] {1},
            2);
    node.beat();
    listening = cluster.listen(this::wake);
  }

  private synchronized void wake() {
    if (!paused) {
      node.wake();
    }
  }

  /** Stops listening and beating, as a paused process does: it neither acknowledges nor renews. */
  public synchronized void pause() {
    paused = true;
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pause();
    node.close();
    timers.shutdownNow();
  }
}
