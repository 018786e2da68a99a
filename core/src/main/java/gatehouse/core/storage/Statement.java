package gatehouse.core.storage;

import gatehouse.core.access.AddressRange;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One statement of a policy.
 *
 * @param sid its name, free text, possibly empty
 * @param actions as written: {@code s3:GetObject}, {@code s3:Get*}, {@code *}
 * @param resources as written: {@code arn:aws:s3:::bucket/prefix*}, or {@code *}
 * @param conditions all of them must hold
 */
public record Statement(
    String sid,
    Effect effect,
    List<String> actions,
    List<String> resources,
    List<Condition> conditions) {

  /** What a statement does where it applies. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /** A condition on the address a request is from: it lies in one of the ranges, or in none. */
  public record Condition(boolean inside, List<AddressRange> ranges) {
    public Condition {
      ranges = List.copyOf(ranges);
    }

    boolean holds(byte[] address) {
      boolean within = ranges.stream().anyMatch(range -> range.contains(address));
      return within == inside;
    }
  }

  private static final String ARN = "arn:aws:s3:::";

  public Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
    var _ = new Meaning(actions, resources);
  }

  /** Whether all conditions hold for an address. */
  boolean holds(byte[] address) {
    for (Condition condition : conditions) {
      if (!condition.holds(address)) {
        return false;
      }
    }
    return true;
  }

  /** How people would point at it: by its name, or by its effect and actions. */
  String inWords() {
    String what = (effect == Effect.DENY ? "denies " : "allows ") + String.join(", ", actions);
    return sid.isEmpty() ? "the statement that " + what : "the statement \"" + sid + "\"";
  }

  /** What the texts mean, worked out once. */
  static final class Meaning {
    private final Set<S3Action> actions = EnumSet.noneOf(S3Action.class);
    private final List<Wildcard> resources;

    Meaning(List<String> actions, List<String> resources) {
      actions.forEach(pattern -> this.actions.addAll(meant(pattern)));
      this.resources = resources.stream().map(Statement::wildcard).toList();
    }

    /** Whether it is about a request; {@code resource} is {@code bucket} or {@code bucket/key}. */
    boolean covers(S3Action action, String resource) {
      if (!actions.contains(action)) {
        return false;
      }
      if (action.scope() == S3Action.Scope.ALL_BUCKETS) {
        return true;
      }
      for (Wildcard wildcard : resources) {
        if (wildcard.matches(resource)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The actions a pattern stands for.
   *
   * @throws Refused with {@link Invalid} where it stands for none
   */
  public static Set<S3Action> meant(String pattern) {
    String bare = pattern.toLowerCase(Locale.ROOT);
    if (!bare.equals("*") && !bare.startsWith("s3:")) {
      throw new Refused(new Invalid("Action", "an action as s3:GetObject, s3:* or *"));
    }
    var wildcard = new Wildcard(bare);
    var found = EnumSet.noneOf(S3Action.class);
    for (S3Action action : S3Action.values()) {
      if (wildcard.matches(action.wireName().toLowerCase(Locale.ROOT))) {
        found.add(action);
      }
    }
    if (found.isEmpty()) {
      throw new Refused(new Invalid("Action", "known; there is no action " + pattern));
    }
    return found;
  }

  /**
   * What a resource stands for.
   *
   * @throws Refused with {@link Invalid} where it is malformed
   */
  static Wildcard wildcard(String resource) {
    if (resource.equals("*")) {
      return new Wildcard("*");
    }
    String rest = resource.startsWith(ARN) ? resource.substring(ARN.length()) : "";
    if (rest.isEmpty() || rest.startsWith("/") || rest.contains("${") || rest.indexOf('\0') >= 0) {
      throw new Refused(
          new Invalid(
              "Resource",
              "* or arn:aws:s3:::BUCKET or arn:aws:s3:::BUCKET/KEY, with * and ? as wildcards and"
                  + " without variables"));
    }
    return new Wildcard(rest);
  }
}
