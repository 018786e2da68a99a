package gatehouse.doors.api.ai;

import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.net.URI;

/**
 * Where workloads are reached.
 *
 * @param base the installation's own address, as {@code https://gate.example.org} or {@code
 *     http://localhost:8080}; workloads lie below its host
 */
public record Addresses(URI base) {

  /** The address of a workload. */
  public String of(WorkloadKind kind, WorkloadId id) {
    return base.getScheme() + "://" + id + "." + kind.word() + "." + base.getAuthority();
  }
}
