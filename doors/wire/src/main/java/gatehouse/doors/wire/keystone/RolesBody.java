package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue of roles. */
public record RolesBody(List<Role> roles, LinksBody links) {

  /** A role. */
  public record Role(
      String id,
      String name,
      String description,
      @JsonProperty("domain_id") @Nullable String domainId,
      Map<String, String> options,
      SelfLink links) {}
}
