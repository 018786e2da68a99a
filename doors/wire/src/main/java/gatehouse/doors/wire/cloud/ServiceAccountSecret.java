package gatehouse.doors.wire.cloud;

/** A new service account: the one time that its secret is told. */
public record ServiceAccountSecret(String clientId, String clientSecret) {}
