package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A service of the catalogue. */
public record ServiceBody(String id, String type, String name, List<Endpoint> endpoints) {

  /** Where it is reached. */
  public record Endpoint(
      String id,
      @JsonProperty("interface") String kind,
      String region,
      @JsonProperty("region_id") String regionId,
      String url) {}
}
