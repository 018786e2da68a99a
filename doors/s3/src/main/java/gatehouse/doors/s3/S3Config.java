package gatehouse.doors.s3;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the S3 endpoint is.
 *
 * @param domain of buckets as hosts: {@code BUCKET.s3.DOMAIN}
 * @param certificate a PEM file; null for plain HTTP
 * @param key a PEM file; null for plain HTTP
 */
public record S3Config(
    String bind, int port, String domain, @Nullable Path certificate, @Nullable Path key) {

  /** The host that is no bucket's. */
  public String host() {
    return "s3." + domain;
  }
}
