package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A unit in which the machine is shared out.
 *
 * @param gpuInformation what is in it besides; null for one without a GPU
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlavorAnswer(
    String id,
    String type,
    String description,
    @JsonProperty("default") boolean isDefault,
    int max,
    FlavorUnit resourcesPerUnit,
    @Nullable GpuInformation gpuInformation) {}
