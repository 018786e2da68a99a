package gatehouse.doors.wire.cloud;

/** Whether workloads may be used in a project. */
public record AiAuthorization(boolean authorized) {}
