package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Why something is as it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusInfo(String code, String message) {}
