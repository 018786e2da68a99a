package gatehouse.core.identity;

/**
 * Whose access a change touches: the unit by which nodes forget what they knew and look again.
 *
 * @param kind what it is
 * @param key its id within the kind
 */
public record Subject(Kind kind, String key) {

  /** The kinds of subject. */
  public enum Kind {
    ACCOUNT,
    USER,
    /** A workload whose labels, openness or existence decide who may reach it. */
    WORKLOAD,
    /** A project whose settings decide what its workloads may do. */
    PROJECT
  }

  /** The subject of a user. */
  public static Subject user(UserId id) {
    return new Subject(Kind.USER, Integer.toString(id.value()));
  }

  /** The subject of an account. */
  public static Subject account(int id) {
    return new Subject(Kind.ACCOUNT, Integer.toString(id));
  }

  /** The subject of a workload. */
  public static Subject workload(String id) {
    return new Subject(Kind.WORKLOAD, id);
  }

  /** The subject of a project. */
  public static Subject project(ProjectId id) {
    return new Subject(Kind.PROJECT, id.value());
  }

  /** Reads {@link #toString()} back. */
  public static Subject parse(String text) {
    int colon = text.indexOf(':');
    return new Subject(
        Kind.valueOf(text.substring(0, colon).toUpperCase(java.util.Locale.ROOT)),
        text.substring(colon + 1));
  }

  /** As in {@code user:42}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + key;
  }
}
