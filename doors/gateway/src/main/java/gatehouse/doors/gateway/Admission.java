package gatehouse.doors.gateway;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request into a workload, or not. What this node knows is decided on the event loop from
 * memory alone; what it has to look up, or to hash, is taken off the loop.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final Nobody NOBODY = new Nobody();

  private final Parts parts;
  private final EventLoop loop;
  private final Reachable workload;
  private final List<Presented> presented;
  private final String address;
  private final ConnectionKind kind;
  private final Outcome outcome;

  /** What comes of it; told on the event loop, exactly once. */
  interface Outcome {
    /** They may. */
    void admitted(LiveConnection right, Presented by);

    /** They may not. */
    void refused(Refusal refusal);

    /** Ends the exchange at once; from any thread. */
    void cut();
  }

  Admission(
      Parts parts,
      EventLoop loop,
      Reachable workload,
      List<Presented> presented,
      String address,
      ConnectionKind kind,
      Outcome outcome) {
    this.parts = parts;
    this.loop = loop;
    this.workload = workload;
    this.presented = presented;
    this.address = address;
    this.kind = kind;
    this.outcome = outcome;
  }

  /** Decides; on the event loop. */
  void decide() {
    boolean anybody = workload.resource().isPublic() || presented.isEmpty();
    Presented first = anybody ? new Presented.Nothing() : presented.getFirst();
    Caller known = anybody ? NOBODY : parts.signIn().known(first);
    if (known == null) {
      decideElsewhere();
      return;
    }
    LiveConnection right;
    try {
      right =
          parts
              .connections()
              .openFromMemory(
                  kind, known, workload.open(), this::resource, subject(), outcome::cut);
    } catch (Refused e) {
      outcome.refused(e.refusal());
      return;
    }
    if (right == null) {
      decideElsewhere();
    } else {
      outcome.admitted(right, first);
    }
  }

  private void decideElsewhere() {
    try {
      parts.blocking().execute(this::lookUpAndDecide);
    } catch (RejectedExecutionException e) {
      outcome.refused(new Unavailable("The server is stopping."));
    }
  }

  private void lookUpAndDecide() {
    try {
      Refusal last = new Unauthenticated("Sign in first.");
      for (Presented one : presented) {
        try {
          Caller caller = parts.signIn().authenticate(one, address);
          LiveConnection right =
              parts
                  .connections()
                  .open(kind, caller, workload.open(), this::resource, subject(), outcome::cut);
          loop.execute(() -> outcome.admitted(right, one));
          return;
        } catch (Refused e) {
          last = e.refusal();
          if (!(last instanceof Unauthenticated)) {
            break;
          }
        }
      }
      Refusal refusal = last;
      loop.execute(() -> outcome.refused(refusal));
    } catch (RejectedExecutionException e) {
      LOG.debug("the event loop is gone");
    } catch (RuntimeException e) {
      // Whatever goes wrong while deciding counts as a no.
      LOG.error("deciding about a request to {} {} failed", workload.kind(), workload.id(), e);
      loop.execute(
          () -> outcome.refused(new Unavailable("Who you are cannot be looked up just now.")));
    }
  }

  private @Nullable Resource resource() {
    return parts
        .directory()
        .find(workload.kind(), workload.id())
        .map(Reachable::resource)
        .orElse(null);
  }

  private Subject subject() {
    return Subject.workload(workload.id().toString());
  }
}
