package gatehouse.doors.api.cloud;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.wire.cloud.CloudUser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the header {@code x-pagination-filter} leaves of a list of users: {@code key:op=value},
 * joined by {@code &} (users-api, 6).
 */
final class UserFilter implements Predicate<CloudUser> {
  private static final String HEADER = "x-pagination-filter";

  private final List<Predicate<CloudUser>> all = new ArrayList<>();

  /**
   * @throws Refused with {@link Invalid} for a key or an operator that there is not
   */
  UserFilter(String text) {
    for (String part : text.split("&", -1)) {
      if (!part.isBlank()) {
        all.add(condition(part));
      }
    }
  }

  @Override
  public boolean test(CloudUser user) {
    return all.stream().allMatch(condition -> condition.test(user));
  }

  private static Predicate<CloudUser> condition(String part) {
    int colon = part.indexOf(':');
    int equals = part.indexOf('=', Math.max(colon, 0));
    if (colon < 1 || equals < 0) {
      throw new Refused(new Invalid(HEADER, "key:op=value, joined by &"));
    }
    Function<CloudUser, String> member = member(part.substring(0, colon));
    String value = decoded(part.substring(equals + 1));
    return switch (part.substring(colon + 1, equals).toLowerCase(Locale.ROOT)) {
      case "eq" -> user -> member.apply(user).equals(value);
      case "ne" -> user -> !member.apply(user).equals(value);
      case "like" -> user -> like(member.apply(user), value);
      case "in" -> {
        List<String> values = Arrays.asList(value.split(",", -1));
        yield user -> values.contains(member.apply(user));
      }
      case "gt" -> user -> compared(member.apply(user), value) > 0;
      case "lt" -> user -> compared(member.apply(user), value) < 0;
      case "ge" -> user -> compared(member.apply(user), value) >= 0;
      case "le" -> user -> compared(member.apply(user), value) <= 0;
      default -> throw new Refused(new Invalid(HEADER, "one of eq, ne, like, in, gt, lt, ge, le"));
    };
  }

  private static Function<CloudUser, String> member(String key) {
    return switch (key) {
      case "id" -> user -> Integer.toString(user.id());
      case "username" -> CloudUser::username;
      case "description" -> CloudUser::description;
      case "status" -> CloudUser::status;
      case "creationDate" -> CloudUser::creationDate;
      default ->
          throw new Refused(
              new Invalid(HEADER, "one of id, username, description, status, creationDate"));
    };
  }

  /** Anywhere in the text, in either case; a client may send SQL's {@code %} around it. */
  private static boolean like(String text, String value) {
    return text.toLowerCase(Locale.ROOT).contains(value.replace("%", "").toLowerCase(Locale.ROOT));
  }

  /** Numbers as numbers, all else as text. */
  private static int compared(String one, String other) {
    try {
      return Long.compare(Long.parseLong(one), Long.parseLong(other));
    } catch (NumberFormatException e) {
      return one.compareTo(other);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
