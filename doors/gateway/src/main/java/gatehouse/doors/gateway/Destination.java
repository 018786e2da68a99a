package gatehouse.doors.gateway;

import gatehouse.core.workload.WorkloadDirectory;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;

/** Where a request's host says that it goes. */
sealed interface Destination {

  /** The panel and the APIs. */
  record Web() implements Destination {}

  /** A workload; {@code port} 0 for its own, as in {@link WorkloadDirectory}. */
  record ToWorkload(WorkloadKind kind, WorkloadId id, int port) implements Destination {

    /** As in a host name: the id, and the port where one is named. */
    String label() {
      return port <= 0 ? id.toString() : id + "-" + port;
    }

    /** Whether it goes to the port that speaks gRPC. */
    boolean isGrpc() {
      return port == WorkloadDirectory.GRPC;
    }
  }

  /** Nothing here has that name. */
  record Unknown() implements Destination {}

  /** That is no host name. */
  record Malformed() implements Destination {}
}
