package gatehouse.doors.wire.cloud;

/** An application of the API. */
public record ApiApplication(
    int applicationId, String applicationKey, String name, String description, String status) {}
