package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Whether a user may do something, why, and what would change it. */
public record ExplanationBody(
    boolean allowed, String sentence, String change, List<String> chain) {}
