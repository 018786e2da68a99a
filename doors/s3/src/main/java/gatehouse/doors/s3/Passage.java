package gatehouse.doors.s3;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Resource;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageAccess;
import gatehouse.core.storage.StorageAccess.Answer;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.s3.Rights.Signer;
import gatehouse.doors.s3.awssdk.Faults;
import gatehouse.doors.s3.awssdk.Pass;
import gatehouse.doors.web.LeaseGate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaul.s3proxy.S3Operation;
import org.gaul.s3proxy.S3ProxyHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One request on its way through the door. It is registered with its signer before anything is
 * decided; a change that takes away any right it has used so far cuts it.
 */
final class Passage implements Pass, AutoCloseable {
  private final Rights rights;
  private final LeaseGate gate;
  private final String address;
  private final Runnable abort;
  private final S3ProxyHandler.RequestContext context = new S3ProxyHandler.RequestContext();
  private final List<StorageRequest> permitted = new CopyOnWriteArrayList<>();
  private @Nullable Signer signer;
  private @Nullable LiveConnection connection;
  private @Nullable Trailer trailer;
  private volatile boolean cut;

  /**
   * @param abort ends the request's connection at once, from any thread
   */
  Passage(Rights rights, LeaseGate gate, String address, Runnable abort) {
    this.rights = rights;
    this.gate = gate;
    this.address = address;
    this.abort = abort;
  }

  /** Where S3Proxy says what the request is. */
  S3ProxyHandler.RequestContext context() {
    return context;
  }

  /** Says who signed; whether they did so rightly is S3Proxy's to find out before it goes on. */
  void signedBy(Signer who) {
    signer = who;
  }

  /** Says what is told behind the request's body, if anything is. */
  void trailedBy(@Nullable Trailer what) {
    trailer = what;
  }

  /** Whether anything was permitted so far. */
  boolean isPermitted() {
    return !permitted.isEmpty();
  }

  @Override
  public S3Action action() {
    S3Operation operation = context.getOperation();
    S3Action action = operation == null ? null : Operations.action(operation);
    if (action == null) {
      throw Faults.fault(403, "AccessDenied", "This is not offered here.");
    }
    return action;
  }

  @Override
  public synchronized void permit(S3Action action, String bucket, String key) {
    Signer who = signer;
    if (who == null) {
      throw Faults.fault(403, "AccessDenied", "Sign the request with an S3 key.");
    }
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
            rights
                .connections()
                .open(
                    ConnectionKind.TRANSFER,
                    who.caller(),
                    action.permission(),
                    () -> stands(who) ? Resource.of(who.project()) : null,
                    null,
                    this::cut);
        rights.used(who);
      } else if (!allowed(who, request)) {
        throw denied(who, request);
      }
    } catch (Refused refused) {
      permitted.remove(request);
      throw refused.refusal() instanceof gatehouse.core.refusal.Refusal.Unavailable
          ? Faults.said(refused)
          : denied(who, request);
    } catch (S3Exception e) {
      permitted.remove(request);
      throw e;
    }
  }

  @Override
  public void requireUncut() {
    if (cut) {
      throw Faults.fault(403, "AccessDenied", "The right this request stood on has ended.");
    }
    rights.lease().require();
  }

  @Override
  public InputStream guarded(InputStream bytes) {
    Trailer behind = trailer;
    return new Guarded(behind == null ? bytes : behind.summed(bytes), this);
  }

  /** Passes while the request may go on; holds still while this node has no lease. */
  void checkpoint() throws IOException {
    gate.await();
    if (cut) {
      throw new IOException("the right this transfer stood on has ended");
    }
  }

  /** Whether it was ended because a right ended. */
  boolean isCut() {
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

  private boolean stands(Signer who) {
    return permitted.stream().allMatch(request -> allowed(who, request));
  }

  private boolean allowed(Signer who, StorageRequest request) {
    Answer answer = rights.decide(who, request);
    return answer != null && answer.allowed();
  }

  private S3Exception denied(Signer who, StorageRequest request) {
    Answer answer = rights.decide(who, request);
    String why =
        answer == null
            ? "This S3 key is not accepted (any more)."
            : StorageAccess.explain(who.caller(), request, answer).sentence();
    return Faults.fault(403, "AccessDenied", why);
  }
}
