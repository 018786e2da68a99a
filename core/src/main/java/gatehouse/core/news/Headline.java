package gatehouse.core.news;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Something changed, or is gone.
 *
 * @param project where it is or was, where who told knew
 * @param kind of a workload ({@code notebook}); empty for people
 */
public record Headline(Subject subject, @Nullable ProjectId project, String kind) {

  /** Something about a user or account changed: what they may, or what they are known by. */
  public static Headline of(Subject person) {
    return new Headline(person, null, "");
  }
}
