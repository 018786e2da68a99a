package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How large a terminal is, as Kubernetes words it. */
public record TerminalSize(@JsonProperty("Width") int width, @JsonProperty("Height") int height) {}
