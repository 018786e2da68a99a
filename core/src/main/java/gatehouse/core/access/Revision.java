package gatehouse.core.access;

import gatehouse.core.identity.Subject;
import java.util.Set;

/**
 * One change to access: the number it took, in the order of commits and without gaps, and whom it
 * touches.
 */
public record Revision(long number, Set<Subject> subjects) {

  public Revision {
    subjects = Set.copyOf(subjects);
  }
}
