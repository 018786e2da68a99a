package gatehouse.doors.wire.gatehouse;

/**
 * The public half of the key that signs the audit.
 *
 * @param publicKey in PEM
 */
public record AuditKeyBody(String id, String algorithm, String publicKey) {}
