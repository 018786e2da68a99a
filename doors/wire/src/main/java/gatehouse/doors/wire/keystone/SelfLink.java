package gatehouse.doors.wire.keystone;

/** Where a thing is read. */
public record SelfLink(String self) {}
