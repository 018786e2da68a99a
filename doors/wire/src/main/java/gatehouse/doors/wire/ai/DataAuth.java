package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where a data store is and what opens it; prints no secret. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataAuth(
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String region,
    @Nullable String s3Url,
    @Nullable String url) {
  @Override
  public String toString() {
    return "DataAuth[" + (s3Url == null ? url : s3Url) + ", ***]";
  }
}
