package gatehouse.doors.cli.remote;

import java.io.IOException;
import java.net.InetAddress;

/** How this program names itself, and the machine it runs on, to the server. */
final class Agent {
  static final String NAME = "gatehouse-cli (" + host() + ")";

  private Agent() {}

  private static String host() {
    String told = System.getenv("HOSTNAME");
    try {
      String name =
          told == null || told.isBlank() ? InetAddress.getLocalHost().getHostName() : told;
      return name.replaceAll("[^A-Za-z0-9.-]", "");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
