package gatehouse.doors.wire.cloud;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project. */
public record CloudProject(
    @JsonProperty("project_id") String projectId,
    @Nullable String projectName,
    @Nullable String description,
    String status,
    String access,
    String creationDate,
    @Nullable String expiration,
    boolean manualQuota,
    boolean unleash,
    @Nullable Integer orderId,
    String planCode,
    Iam iam) {

  /** How rights management names it. */
  public record Iam(
      String id,
      String urn,
      @Nullable String displayName,
      String state,
      Map<String, String> tags) {}
}
