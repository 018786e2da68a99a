package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.administration.StorageRights;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.LeaseGate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls to object storage on their way: each is registered first and decided second, by role and
 * policy, and cut when a change takes away the right it stands on.
 */
public final class Passages {
  private final LiveConnections connections;
  private final StorageRights rights;
  private final LeaseGate gate;

  public Passages(LiveConnections connections, StorageRights rights, NodeLease lease) {
    this.connections = connections;
    this.rights = rights;
    this.gate = new LeaseGate(lease);
  }

  /**
   * Lets a call do one thing.
   *
   * @throws Refused where it may not, in the words of the role or the policy that is missing
   */
  Passage open(Call call, StorageRequest request) {
    Caller caller = call.caller();
    ProjectId project = call.project();
    var passage = new Passage(call.ending());
    try {
      passage.connection =
          connections.open(
              ConnectionKind.TRANSFER,
              caller,
              request.action().permission(),
              () ->
                  rights.allows(caller, project, request)
                      ? gatehouse.core.access.Resource.of(project)
                      : null,
              null,
              passage::cut);
      return passage;
    } catch (Refused refused) {
      if (refused.refusal() instanceof NotFound || refused.refusal() instanceof Forbidden) {
        throw rights.refusal(caller, project, request);
      }
      throw refused;
    }
  }

  /** One call that was let in; to be closed. */
  final class Passage implements AutoCloseable {
    private final Runnable abort;
    private @Nullable LiveConnection connection;
    private volatile boolean cut;

    private Passage(Runnable abort) {
      this.abort = abort;
    }

    /** The same bytes; reading them fails once the right they stand on has ended. */
    InputStream guarded(InputStream bytes) {
      return new FilterInputStream(bytes) {
        @Override
        public int read() throws IOException {
          checkpoint();
          return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          checkpoint();
          int count = in.read(into, from, length);
          checkpoint(); // Waiting for the bytes may have taken long.
          return count;
        }
      };
    }

    /** Passes while the call may go on; holds still while this node has no lease. */
    void checkpoint() throws IOException {
      gate.await();
      if (cut) {
        throw new Refused(new Forbidden("", "The right this request stood on has ended."));
      }
    }

    @Override
    public void close() {
      LiveConnection open = connection;
      if (open != null) {
        open.close();
      }
    }

    private void cut() {
      cut = true;
      abort.run();
    }
  }
}
