package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A unit in which the machine is shared out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlavorAnswer(
    String id,
    String type,
    String description,
    @JsonProperty("default") boolean isDefault,
    int max,
    FlavorUnit resourcesPerUnit) {}
