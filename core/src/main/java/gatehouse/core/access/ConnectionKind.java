package gatehouse.core.access;

/** What kind of thing stands open on a right; counted by kind in receipts. */
public enum ConnectionKind {
  HTTP,
  WEBSOCKET,
  EVENT_STREAM,
  LOG,
  EXEC,
  SSH,
  TRANSFER
}
