package gatehouse.doors.wire.gatehouse;

/** A user as they are after a change, and what it did. */
public record ChangedUserBody(UserBody user, ReceiptBody receipt) {}
