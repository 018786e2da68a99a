package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A region: this installation is one. */
public record CloudRegion(
    String name,
    String type,
    String status,
    List<Service> services,
    String datacenterLocation,
    String continentCode,
    @Nullable String countryCode,
    List<String> ipCountries,
    List<String> availabilityZones) {

  /** What a region offers. */
  public record Service(String name, String status, String endpoint) {}
}
