package gatehouse.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the ports can be had before anything is made that takes a while. */
final class Ports {
  private Ports() {}

  /**
   * Tries the ports of the front door, of object storage and of SSH.
   *
   * @throws Config.Faulty naming those that cannot be listened on, and the flag that cures it
   */
  static void requireFree(Config config) throws Config.Faulty {
    var faults = new ArrayList<String>();
    tryOut(Setting.PORT, Setting.BIND, config.bind(), config.port(), faults);
    config
        .s3Port()
        .ifPresent(port -> tryOut(Setting.S3_PORT, Setting.S3_BIND, config.s3Bind(), port, faults));
    if (config.ssh().on() && config.ssh().asked()) {
      tryOut(Setting.SSH_PORT, Setting.BIND, config.bind(), config.ssh().number(), faults);
    }
    if (!faults.isEmpty()) {
      throw new Config.Faulty(faults);
    }
  }

  private static void tryOut(
      Setting port, Setting bind, String address, int number, List<String> faults) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), number));
    } catch (IOException e) {
      faults.add(
          port.key()
              + ": "
              + address
              + ":"
              + number
              + " cannot be listened on ("
              + e.getMessage()
              + "): give --"
              + port.key()
              + " a free port, or --"
              + bind.key()
              + " another address");
    }
  }
}
