package gatehouse.doors.wire.gatehouse;

/** Whether the server answers. */
public record HealthBody(String status) {}
