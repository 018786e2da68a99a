package gatehouse.doors.wire.gatehouse;

/** An application with the three values that sign calls, shown this once. */
public record IssuedApplicationBody(
    int id, String applicationKey, String applicationSecret, String consumerKey, String endpoint) {}
