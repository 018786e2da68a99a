package gatehouse.doors.wire.gatehouse;

/** What a change did, where nothing else is left to be shown. */
public record ReceiptAnswer(ReceiptBody receipt) {}
