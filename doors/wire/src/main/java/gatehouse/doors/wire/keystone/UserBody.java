package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user. */
public record UserBody(User user) {

  /** What is told of them. */
  public record User(
      String id,
      String name,
      String description,
      @JsonProperty("domain_id") String domainId,
      @JsonProperty("default_project_id") String defaultProjectId,
      boolean enabled,
      @JsonProperty("password_expires_at") @Nullable String passwordExpiresAt,
      Map<String, String> options,
      SelfLink links) {}
}
