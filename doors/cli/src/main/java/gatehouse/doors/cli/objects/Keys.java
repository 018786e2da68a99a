package gatehouse.doors.cli.objects;

import java.net.URI;

/** Where a store is, and what opens it; prints no secret. */
public record Keys(URI endpoint, String region, String accessKey, String secretKey) {
  @Override
  public String toString() {
    return "Keys[" + endpoint + ", " + accessKey + ", ***]";
  }
}
