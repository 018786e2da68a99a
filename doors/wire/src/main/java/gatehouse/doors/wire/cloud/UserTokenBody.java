package gatehouse.doors.wire.cloud;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bearer of a user, in the form of a Keystone token. */
public record UserTokenBody(@JsonProperty("X-Auth-Token") String value, Token token) {

  /** What the bearer is good for. */
  public record Token(
      List<Entry> catalog,
      @JsonProperty("expires_at") String expiresAt,
      @JsonProperty("issued_at") String issuedAt,
      List<String> methods,
      Named project,
      List<Role> roles,
      Named user) {}

  /** A service of the catalogue. */
  public record Entry(String id, String type, List<Endpoint> endpoints) {}

  /** Where a service is reached. */
  public record Endpoint(
      String id,
      @JsonProperty("interface") String kind,
      @JsonProperty("legacy_endpoint_id") @Nullable String legacyEndpointId,
      @JsonProperty("region_id") String regionId,
      @JsonProperty("service_id") String serviceId,
      String url) {}

  /** Something with an id and a name, in the one domain there is. */
  public record Named(String id, String name, Domain domain) {}

  /** The domain. */
  public record Domain(String name) {}

  /** A role that is held. */
  public record Role(String id, String name) {}
}
