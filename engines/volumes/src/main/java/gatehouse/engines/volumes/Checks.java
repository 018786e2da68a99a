package gatehouse.engines.volumes;

import gatehouse.core.storage.S3Action;

/** What is asked before each piece: may this still go on? */
interface Checks {

  /**
   * Passes, or throws what stands against it.
   *
   * @throws gatehouse.core.refusal.Refused where the right is gone
   * @throws Ended where the transfer was asked to end
   */
  void require(S3Action action, String key);

  /** Says that an object has had its turn. */
  void done(S3Action action, String key);

  /** Whether a right ended on which all of it stood, so that nothing of it goes on. */
  boolean isCut();

  /** That a transfer was asked to end. */
  final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("it was asked to end");
    }
  }
}
