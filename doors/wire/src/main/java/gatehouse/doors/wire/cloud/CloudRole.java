package gatehouse.doors.wire.cloud;

import java.util.List;

/** A role; the description is what people call it. */
public record CloudRole(String id, String name, String description, List<String> permissions) {}
