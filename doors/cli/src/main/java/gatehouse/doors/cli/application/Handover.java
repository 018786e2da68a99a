package gatehouse.doors.cli.application;

import gatehouse.doors.cli.remote.Address;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An application's keys in the forms that other clients read. */
final class Handover {
  private Handover() {}

  static List<String> blocks(Address address, JsonNode keys) {
    String said = keys.path("endpoint").asString("");
    String endpoint = said.isEmpty() ? address + "/1.0" : said;
    String text =
        """
        # The secrets below are shown this once.

        # ovh.conf
        [default]
        endpoint=%1$s

        [%1$s]
        application_key=%2$s
        application_secret=%3$s
        consumer_key=%4$s

        # environment variables
        export OVH_ENDPOINT=%1$s
        export OVH_APPLICATION_KEY=%2$s
        export OVH_APPLICATION_SECRET=%3$s
        export OVH_CONSUMER_KEY=%4$s

        # Terraform
        provider "ovh" {
          endpoint           = "%1$s"
          application_key    = "%2$s"
          application_secret = "%3$s"
          consumer_key       = "%4$s"
        }
        """
            .formatted(
                endpoint,
                keys.path("applicationKey").asString(""),
                keys.path("applicationSecret").asString(""),
                keys.path("consumerKey").asString(""));
    return text.lines().toList();
  }
}
