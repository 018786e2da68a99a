package gatehouse.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where other nodes reach the runs of this one.
 *
 * @param bind the address, which is told to the others
 * @param number the port; 0 for any that is free
 */
record NodePort(String bind, int number) {

  /** Empty with a database that is this server's own: then there are no other nodes. */
  static Optional<NodePort> read(Settings settings, boolean ownDatabase) {
    Optional<String> bind = settings.text(Setting.NODE_BIND);
    int number = settings.number(Setting.NODE_PORT, 0, 0, 65535);
    if (ownDatabase) {
      if (bind.isPresent() || settings.text(Setting.NODE_PORT).isPresent()) {
        settings.fault(
            "node-bind and node-port: only with database-url, for nodes share a database");
      }
      return Optional.empty();
    }
    String address = bind.orElse("127.0.0.1");
    try {
      if (InetAddress.getByName(address).isAnyLocalAddress()) {
        settings.fault("node-bind: the one address at which the other nodes reach this one");
      }
    } catch (UnknownHostException e) {
      settings.fault("node-bind: no such address: " + address);
    }
    return Optional.of(new NodePort(address, number));
  }
}
