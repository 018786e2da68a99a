package gatehouse.doors.wire.ai;

import java.util.List;

/**
 * Jobs that were asked for together.
 *
 * @param array the value of the label {@code array} that all have
 * @param ids in the order of their index
 */
public record JobArrayAnswer(String array, List<String> ids) {}
