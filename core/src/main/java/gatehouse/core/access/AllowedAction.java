package gatehouse.core.access;

/**
 * Whether one action is open to somebody now.
 *
 * @param verdict the answer, and what a no rests on
 * @param reason why not, a sentence for people; empty for a yes
 */
public record AllowedAction(Verdict verdict, String reason) {

  /** The answer, by what decided it. */
  public enum Verdict {
    ALLOWED,
    /**
     * Their roles, or what they signed in with, do not reach so far: nothing they do changes it.
     */
    REFUSED_BY_ROLE,
    /** They may, but what it is about is not in a state for it now. */
    REFUSED_BY_STATE
  }

  /** Whether the answer is yes. */
  public boolean allowed() {
    return verdict == Verdict.ALLOWED;
  }
}
