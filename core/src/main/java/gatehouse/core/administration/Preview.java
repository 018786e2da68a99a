package gatehouse.core.administration;

import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Credential;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Permission;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do.
 *
 * @param action whether it would be carried out, and why not
 * @param warnings what whoever makes it may not have thought of
 * @param adds what the user may afterwards and may not now
 * @param removes what the user may now and may not afterwards
 * @param credentials sessions, tokens and keys that would end
 * @param connections what is open on this node and would be cut
 * @param workloads what would be stopped, kept or handed over
 * @param fate which of these; null where nothing becomes of workloads
 * @param confirmation how strongly to ask: 1 plainly, 2 with what ends, 3 by the name
 */
public record Preview(
    AllowedAction action,
    List<String> warnings,
    List<Permission> adds,
    List<Permission> removes,
    List<Credential> credentials,
    List<LiveConnection> connections,
    List<AffectedWorkload> workloads,
    @Nullable WorkloadFate fate,
    int confirmation) {

  public Preview {
    warnings = List.copyOf(warnings);
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    credentials = List.copyOf(credentials);
    connections = List.copyOf(connections);
    workloads = List.copyOf(workloads);
  }
}
