package gatehouse.doors.wire.cloud;

/** The secret of an S3 key pair. */
public record SecretBody(String secret) {}
