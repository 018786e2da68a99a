package gatehouse.core.access;

import gatehouse.core.access.AllowedAction.Verdict;
import gatehouse.core.access.Decision.Denied;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a caller may do with one thing, each action decided by {@link Access} as it would
 * be if they did it now. Belongs to one thread.
 */
public final class Actions {
  private final Caller caller;
  private final Instant now;
  private final Map<String, AllowedAction> all = new LinkedHashMap<>();

  /** What a caller may do at a moment. */
  public Actions(Caller caller, Instant now) {
    this.caller = caller;
    this.now = now;
  }

  /** Adds an action that no state forbids. */
  public Actions add(String action, Permission permission, Resource resource) {
    return add(action, permission, resource, null);
  }

  /**
   * Adds an action.
   *
   * @param stateRefusal why the state of the thing forbids it now, or null where it does not
   */
  public Actions add(
      String action, Permission permission, Resource resource, @Nullable String stateRefusal) {
    if (Access.decide(caller, permission, resource, now) instanceof Denied denied) {
      return put(action, Verdict.REFUSED_BY_ROLE, Explanation.of(denied).sentence());
    }
    return stateRefusal == null
        ? put(action, Verdict.ALLOWED, "")
        : put(action, Verdict.REFUSED_BY_STATE, stateRefusal);
  }

  /** Adds an action that a rule beside the permissions opens: one's own things, say. */
  public Actions addOpen(String action, @Nullable String stateRefusal) {
    return stateRefusal == null
        ? put(action, Verdict.ALLOWED, "")
        : put(action, Verdict.REFUSED_BY_STATE, stateRefusal);
  }

  /** All actions, in the order in which they were added. */
  public Map<String, AllowedAction> all() {
    return Collections.unmodifiableMap(all);
  }

  private Actions put(String action, Verdict verdict, String reason) {
    all.put(action, new AllowedAction(verdict, reason));
    return this;
  }
}
