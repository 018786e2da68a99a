package gatehouse.doors.gateway;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.WorkloadEntry;
import gatehouse.core.workload.WorkloadDirectory;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What every connection of the front door works with.
 *
 * @param blocking runs what may wait: slow hashes, look-ups in the database
 * @param web where the panel and the APIs are reached
 */
record Parts(
    GatewayConfig config,
    Transport transport,
    Destinations destinations,
    Peer.Proxies proxies,
    SignIn signIn,
    LiveConnections connections,
    NodeLease lease,
    WorkloadDirectory directory,
    WorkloadEntry entry,
    IdentityHeaders identity,
    KeySet keys,
    Executor blocking,
    Target web,
    WaitingRoom waiting) {

  GatewayLimits limits() {
    return config.limits();
  }

  static Target web(GatewayConfig config, Transport transport) {
    return new Target(
        transport.unixAddress().apply(config.webSocketPath()),
        true,
        0,
        false,
        Map.of(),
        null,
        true);
  }
}
