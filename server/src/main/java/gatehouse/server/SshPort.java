package gatehouse.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * The port on which workloads are reached by SSH. Somebody else may have the usual one: where
 * nobody asked for it, the server starts without SSH and says so.
 *
 * @param number 0 for any that is free
 * @param on whether there is one at all
 * @param asked whether it was asked for
 */
record SshPort(int number, boolean on, boolean asked) {
  private static final int USUAL = 2222;

  /** None. */
  static final SshPort OFF = new SshPort(0, false, true);

  static SshPort read(Settings settings) {
    String text = settings.text(Setting.SSH_PORT).orElse("");
    return text.equals("off")
        ? OFF
        : new SshPort(settings.number(Setting.SSH_PORT, USUAL, 0, 65535), true, !text.isEmpty());
  }

  /** What the operator should know. */
  List<String> remarks() {
    return on || asked
        ? List.of()
        : List.of(
            "SSH to workloads is off: port "
                + number
                + " is somebody else's. Give --ssh-port a free one.");
  }

  /**
   * The same with the port that it has in fact; off where the usual one is somebody else's.
   *
   * @param front the port of the front door, which nobody listens on yet
   */
  SshPort at(String bind, int front) throws IOException {
    if (!on) {
      return this;
    }
    SshPort found = looked(bind);
    while (number == 0 && found.number == front) {
      found = looked(bind);
    }
    return found;
  }

  private SshPort looked(String bind) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(bind), number));
      return new SshPort(probe.getLocalPort(), true, asked);
    } catch (IOException e) {
      if (asked) {
        throw e;
      }
      return new SshPort(number, false, false);
    }
  }
}
