package gatehouse.core.workload;

import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.Resources;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a notebook; what is null stays as it is.
 *
 * @param labels all it shall carry; the platform's own, which clients send along, are left out
 */
public record NotebookEdit(
    @Nullable String name,
    @Nullable Map<String, String> labels,
    @Nullable Resources resources,
    @Nullable List<SshPublicKey> sshPublicKeys,
    @Nullable Boolean timeoutAutoRestart,
    @Nullable Boolean unsecureHttp,
    @Nullable List<Volume> volumes,
    @Nullable String frameworkVersion) {

  /**
   * @throws Refused with {@code Invalid} for names, labels, keys or volumes of another shape
   */
  public NotebookEdit {
    labels = labels == null ? null : withoutThePlatforms(labels);
    var checked =
        new Common(
            name,
            labels == null ? Map.of() : labels,
            Map.of(),
            Resources.ANY,
            false,
            volumes == null ? List.of() : volumes,
            sshPublicKeys == null ? List.of() : sshPublicKeys,
            0);
    sshPublicKeys = sshPublicKeys == null ? null : checked.sshPublicKeys();
    volumes = volumes == null ? null : checked.volumes();
  }

  private static Map<String, String> withoutThePlatforms(Map<String, String> labels) {
    var own = new TreeMap<>(labels);
    own.keySet().removeIf(label -> label.startsWith(Workload.OWN_LABELS));
    return own;
  }
}
