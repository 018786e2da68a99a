package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a notebook is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotebookStatusAnswer(
    String state,
    List<StateAt> history,
    StatusInfo info,
    long duration,
    String url,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String monitoringUrl,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String sshUrl,
    JobStatusAnswer lastJobStatus,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastStartedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastStoppedAt,
    List<DataSyncAnswer> dataSync,
    List<VolumeStatusAnswer> volumes,
    @Nullable Workspace workspace) {

  /**
   * How full {@code /workspace} was when it was last looked at.
   *
   * @param storageFree bytes
   * @param storageUsed bytes
   */
  public record Workspace(long storageFree, long storageUsed) {}
}
