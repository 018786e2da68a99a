package gatehouse.doors.s3.transfer;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.Resource;
import gatehouse.core.administration.StorageRights;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.web.LeaseGate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the door. It is registered with its caller before anything is
 * decided; a change that takes away any right it has used so far cuts it.
 */
public final class Transfer implements AutoCloseable {
  private final Base base;
  private final String address;
  private final Runnable abort;
  private final List<StorageRequest> permitted = new CopyOnWriteArrayList<>();
  private @Nullable LiveConnection connection;
  private volatile boolean cut;

  /** What transfers stand on. */
  public record Base(
      LiveConnections connections, StorageRights rights, NodeLease lease, LeaseGate gate) {}

  /**
   * @param address where the request is from
   * @param abort ends the request's connection at once, from any thread
   */
  public Transfer(Base base, String address, Runnable abort) {
    this.base = base;
    this.address = address;
    this.abort = abort;
  }

  /**
   * Passes where the caller may do this now; from then on a change that forbids it cuts the
   * request. To be asked by one caller about one project only.
   *
   * @param bucket empty for all buckets
   * @param key empty for a bucket as a whole
   * @throws Refused otherwise, in the words of the role or the policy that is missing
   */
  public synchronized void permit(
      Caller who, ProjectId project, S3Action action, String bucket, String key) {
    requireUncut();
    var request =
        new StorageRequest(
            action, bucket, action.scope() == S3Action.Scope.OBJECT ? key : "", address);
    if (permitted.contains(request)) {
      return;
    }
    permitted.add(request);
    try {
      if (connection == null) {
        connection =
            base.connections()
                .open(
                    ConnectionKind.TRANSFER,
                    who,
                    action.permission(),
                    () -> stands(who, project) ? Resource.of(project) : null,
                    null,
                    this::cut);
      } else if (!base.rights().allows(who, project, request)) {
        throw base.rights().refusal(who, project, request);
      }
    } catch (Refused refused) {
      permitted.remove(request);
      throw refused.refusal() instanceof Unavailable
          ? refused
          : base.rights().refusal(who, project, request);
    }
  }

  /** Whether anything was permitted so far. */
  public boolean isPermitted() {
    return !permitted.isEmpty();
  }

  /** Throws where the request was cut; asked at the last moment before something is shown. */
  public void requireUncut() {
    if (cut) {
      throw new Refused(new Forbidden("", "The right this request stood on has ended."));
    }
    base.lease().require();
  }

  /** Bytes that stop when the request is cut. */
  public InputStream guarded(InputStream bytes) {
    return new Guarded(bytes, this);
  }

  /** Passes while the request may go on; holds still while this node has no lease. */
  public void checkpoint() throws IOException {
    base.gate().await();
    if (cut) {
      throw new IOException("the right this transfer stood on has ended");
    }
  }

  /** Whether it was ended because a right ended. */
  public boolean isCut() {
    return cut;
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

  private boolean stands(Caller who, ProjectId project) {
    return permitted.stream().allMatch(request -> base.rights().allows(who, project, request));
  }
}
