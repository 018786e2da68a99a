package gatehouse.core.storage;

/** How a policy is written down; this room does not know JSON. */
public interface PolicyText {

  /** What is answered before any policy was set. */
  String EMPTY = "{\"Statement\":[]}";

  /**
   * Reads a document.
   *
   * @throws gatehouse.core.refusal.Refused with {@code Invalid}, naming line, column and reason,
   *     where it means nothing or anything this installation does not know
   */
  Policy read(String text);

  /** Writes a document that reads as the same policy. */
  String write(Policy policy);
}
