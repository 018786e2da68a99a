package gatehouse.doors.wire.gatehouse;

/** An account and the link by which its password is set, once. */
public record IssuedAccountBody(AccountBody account, String setUpLink) {}
