package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who calls, and what they may do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeBody(
    String kind,
    String name,
    @Nullable String project,
    List<String> roles,
    List<String> permissions,
    CredentialBody credential) {

  /** By what they are known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CredentialBody(String kind, String name, @Nullable Instant expiresAt) {}
}
