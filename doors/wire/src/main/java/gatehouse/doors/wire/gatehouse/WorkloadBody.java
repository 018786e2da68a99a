package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notebook, job or app, as the panel shows it.
 *
 * @param group {@code running}, {@code working}, {@code stopped} or {@code failed}
 * @param sentence why it is in its state
 * @param since when it came into its state
 * @param isMine whether the caller made it
 * @param memory bytes
 * @param version grows with each change
 * @param serving of an app, how it serves
 * @param node where it is at home, of several nodes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadBody(
    String id,
    String kind,
    String name,
    String owner,
    boolean isMine,
    String image,
    @Nullable String frameworkVersion,
    @Nullable String editor,
    List<String> command,
    int httpPort,
    int cpus,
    int gpus,
    long memory,
    String state,
    String group,
    String sentence,
    Instant since,
    int run,
    @Nullable Integer exitCode,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt,
    @Nullable Instant timeoutAt,
    Map<String, String> labels,
    boolean isPublic,
    String url,
    long version,
    @Nullable ServingBody serving,
    @Nullable Place node,
    Map<String, AllowedActionBody> allowedActions) {

  /**
   * A node.
   *
   * @param alive whether it is there now
   */
  public record Place(String name, boolean alive) {}
}
