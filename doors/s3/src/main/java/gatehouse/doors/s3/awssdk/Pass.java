package gatehouse.doors.s3.awssdk;

import gatehouse.core.storage.S3Action;
import java.io.InputStream;

/** What one request may do. */
public interface Pass {

  /**
   * Passes where the caller may do this now; from then on a change that forbids it cuts the
   * request.
   *
   * @param bucket empty for all buckets
   * @param key empty for a bucket as a whole
   * @throws software.amazon.awssdk.services.s3.model.S3Exception otherwise
   */
  void permit(S3Action action, String bucket, String key);

  /**
   * What the request as a whole is about, to be asked for where a step of it has no name of its
   * own.
   */
  S3Action action();

  /** Throws where the request was cut; asked at the last moment before something is shown. */
  void requireUncut();

  /** Bytes that stop when the request is cut. */
  InputStream guarded(InputStream bytes);
}
