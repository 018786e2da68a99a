package gatehouse.doors.api.ai;

import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where workloads are reached.
 *
 * @param base the installation's own address, as {@code https://gate.example.org} or {@code
 *     http://localhost:8080}; workloads lie below its host
 * @param sshPort the port of the SSH door; 0 where there is none
 */
public record Addresses(URI base, int sshPort) {
  private static final int USUAL_SSH_PORT = 22;

  /** Where workloads are not reached by SSH. */
  public Addresses(URI base) {
    this(base, 0);
  }

  /** The address of a workload. */
  public String of(WorkloadKind kind, WorkloadId id) {
    return base.getScheme() + "://" + id + "." + kind.word() + "." + base.getAuthority();
  }

  /**
   * What {@code ssh} is given to reach a workload; null where it has no keys or there is no SSH.
   */
  @Nullable String ssh(Workload workload) {
    if (sshPort == 0 || workload.spec().reach().keys().isEmpty()) {
      return null;
    }
    String host = "ssh://" + workload.id() + "@" + base.getHost();
    return sshPort == USUAL_SSH_PORT ? host : host + ":" + sshPort;
  }

  /** Where a workload's gRPC port is reached, in the form of the base; null where it has none. */
  @Nullable String grpc(Workload workload) {
    return workload.spec().reach().grpcPort() == 0
        ? null
        : base.getScheme()
            + "://"
            + workload.id()
            + "."
            + workload.kind().word()
            + "-grpc."
            + base.getAuthority();
  }
}
