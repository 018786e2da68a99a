package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.UserFilter;
import gatehouse.core.administration.UserFilter.Seen;
import gatehouse.core.administration.UserFilter.Span;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people type to find users: words, "words in quotes", and {@code key:value}, of which the
 * role may be denied by a minus before it. What cannot be read is refused, naming the word.
 */
final class UserSearch {
  private static final Pattern WORD =
      Pattern.compile("(-?)(?:([A-Za-z_]+):)?(?:\"([^\"]*)\"|(\\S+))");
  private static final int LONGEST = 1_000;
  private static final int MOST_WORDS = 20;

  private final Instant now;
  private final List<String> texts = new ArrayList<>();
  private final Set<RoleName> roles = new LinkedHashSet<>();
  private final Set<RoleName> withoutRoles = new LinkedHashSet<>();
  private @Nullable UserStatus status;
  private @Nullable Instant endedBy;
  private @Nullable Seen seen;
  private @Nullable Span created;

  /**
   * @param now from which {@code 30d} is counted back
   */
  UserSearch(Instant now) {
    this.now = now;
  }

  /** Adds what is typed into the one field. */
  void add(String typed) {
    if (typed.length() > LONGEST) {
      throw new Refused(new Invalid("q", "at most " + LONGEST + " characters"));
    }
    Matcher matcher = WORD.matcher(typed);
    int number = 0;
    while (matcher.find()) {
      if (++number > MOST_WORDS) {
        throw new Refused(new Invalid("q", "at most " + MOST_WORDS + " words"));
      }
      try {
        word(matcher);
      } catch (Refused e) {
        throw e.refusal() instanceof Invalid(String field, String rule)
            ? new Refused(
                new Invalid(
                    "q", "word " + number + " (" + shortened(matcher.group()) + "): " + rule))
            : e;
      }
    }
  }

  private void word(Matcher matcher) {
    boolean denied = !matcher.group(1).isEmpty();
    String key = matcher.group(2);
    String value = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
    if (key == null) {
      text(denied ? "-" + value : value);
    } else if (denied) {
      if (!key.equals("role")) {
        throw invalid(key, "only role: can be denied by a minus");
      }
      withoutRoles.add(BuiltInRoles.identified(value).name());
    } else {
      key(key, value);
    }
  }

  /** Adds part of a name or description. */
  void text(String part) {
    texts.add(part);
  }

  /** Adds a condition by its key. */
  void key(String key, String value) {
    switch (key) {
      case "role" -> roles.add(BuiltInRoles.identified(value).name());
      case "status" -> status(value);
      case "last_seen" -> {
        if (!value.equals("never")) {
          throw invalid(key, "never; or last_seen_before: and last_seen_after: with a date");
        }
        seen = new Seen.Never();
      }
      case "last_seen_before" -> seen = new Seen.NotSince(moment(key, value));
      case "last_seen_after" -> seen = new Seen.Within(new Span(moment(key, value), null));
      case "created_before" ->
          created = new Span(created == null ? null : created.from(), moment(key, value));
      case "created_after" ->
          created = new Span(moment(key, value), created == null ? null : created.to());
      default ->
          throw invalid(
              key,
              "no such key; known are role, -role, status, last_seen, last_seen_before,"
                  + " last_seen_after, created_before, created_after");
    }
  }

  UserFilter filter() {
    return new UserFilter(texts, roles, withoutRoles, status, endedBy, seen, created);
  }

  private void status(String word) {
    switch (word) {
      case "ok" -> status = UserStatus.OK;
      case "disabled", "suspended" -> status = UserStatus.DISABLED;
      case "ended" -> endedBy = now;
      default -> throw invalid("status", "ok, disabled (or suspended), or ended");
    }
  }

  private Instant moment(String key, String text) {
    return Moments.read(text, now)
        .orElseThrow(
            () -> invalid(key, "a date such as 2026-01-31, or so long ago, such as 30d or 12h"));
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }

  private static String shortened(String word) {
    return word.length() <= 60 ? word : word.substring(0, 60) + "…";
  }
}
