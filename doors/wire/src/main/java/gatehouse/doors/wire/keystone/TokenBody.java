package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a token is good for; its value is in a header. */
public record TokenBody(Token token) {

  /** The token; the catalogue is left out where it was not asked for. */
  public record Token(
      List<String> methods,
      @JsonProperty("audit_ids") List<String> auditIds,
      @JsonProperty("issued_at") String issuedAt,
      @JsonProperty("expires_at") String expiresAt,
      @JsonProperty("is_domain") boolean isDomain,
      User user,
      Project project,
      List<Role> roles,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ServiceBody> catalog) {}

  /** Whose it is; passwords do not end by themselves. */
  public record User(
      String id,
      String name,
      Domain domain,
      @JsonProperty("password_expires_at") @Nullable String passwordExpiresAt) {}

  /** The project it is good for. */
  public record Project(String id, String name, Domain domain) {}

  /** The domain. */
  public record Domain(String id, String name) {}

  /** A role that is held. */
  public record Role(String id, String name) {}
}
