package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The command that does the same. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandAnswer(String command) {}
