package gatehouse.doors.wire.gatehouse;

/** A user with a password that is shown this once. */
public record IssuedUserBody(UserBody user, String password, ReceiptBody receipt) {}
