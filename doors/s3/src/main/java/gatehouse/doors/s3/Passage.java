package gatehouse.doors.s3;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.doors.s3.Rights.Signer;
import gatehouse.doors.s3.awssdk.Faults;
import gatehouse.doors.s3.awssdk.Pass;
import gatehouse.doors.s3.transfer.Transfer;
import java.io.IOException;
import java.io.InputStream;
import org.gaul.s3proxy.S3Operation;
import org.gaul.s3proxy.S3ProxyHandler;
import org.jspecify.annotations.Nullable;

/** One request on its way through the door: a transfer by whoever signed it. */
final class Passage implements Pass, AutoCloseable {
  private final Rights rights;
  private final Transfer transfer;
  private final S3ProxyHandler.RequestContext context = new S3ProxyHandler.RequestContext();
  private @Nullable Signer signer;
  private @Nullable Trailer trailer;
  private @Nullable Chunks chunks;

  Passage(Rights rights, Transfer transfer) {
    this.rights = rights;
    this.transfer = transfer;
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

  /** Says that the request's body comes in signed chunks, if it does. */
  void chunkedBy(@Nullable Chunks what) {
    chunks = what;
  }

  /** Whether anything was permitted so far. */
  boolean isPermitted() {
    return transfer.isPermitted();
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
  public void permit(S3Action action, String bucket, String key) {
    Signer who = signer;
    if (who == null) {
      throw Faults.fault(403, "AccessDenied", "Sign the request with an S3 key.");
    }
    boolean first = !transfer.isPermitted();
    try {
      transfer.permit(who.caller(), who.project(), action, bucket, key);
    } catch (Refused refused) {
      throw Faults.said(refused);
    }
    if (first) {
      rights.used(who);
    }
  }

  @Override
  public void requireUncut() {
    transfer.requireUncut();
  }

  @Override
  public InputStream guarded(InputStream bytes) {
    Trailer behind = trailer;
    Chunks pieces = chunks;
    InputStream whole = pieces == null ? bytes : pieces.whole(bytes);
    return transfer.guarded(behind == null ? whole : behind.summed(whole));
  }

  /** Passes while the request may go on; holds still while this node has no lease. */
  void checkpoint() throws IOException {
    transfer.checkpoint();
  }

  /** Whether it was ended because a right ended. */
  boolean isCut() {
    return transfer.isCut();
  }

  @Override
  public void close() {
    transfer.close();
  }
}
