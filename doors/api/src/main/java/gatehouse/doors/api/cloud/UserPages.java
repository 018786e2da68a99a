package gatehouse.doors.api.cloud;

import gatehouse.core.administration.Page;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.UserQuery.Sort;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.administration.Users;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Reply;
import gatehouse.doors.wire.cloud.CloudUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of users: all of them, or a page where the request's headers ask for one, as the model's
 * control panel does. There is no cursor: one client asks for ever while it is offered one.
 */
final class UserPages {
  private static final int LARGEST = 10_000;
  private static final int USUAL = 5000;

  private final Users users;

  UserPages(Users users) {
    this.users = users;
  }

  Reply list(Call call) {
    boolean paged =
        call.header("x-pagination-mode").filter("CachedObjectList-Pages"::equals).isPresent();
    return paged ? page(call) : all(call);
  }

  private Reply all(Call call) {
    List<CloudUser> found = filtered(call, everybody(call, Sort.ID, false));
    return Reply.json(found).header("X-Pagination-Elements", Integer.toString(found.size()));
  }

  private List<CloudUser> everybody(Call call, Sort sort, boolean descending) {
    List<CloudUser> found = new ArrayList<>();
    Page<UserWithRoles> page;
    do {
      page = users.list(call.actor(), query(call, sort, descending, found.size(), LARGEST));
      page.items().forEach(user -> found.add(Shapes.user(user)));
    } while (!page.items().isEmpty() && found.size() < page.total());
    return found;
  }

  private static Optional<UserFilter> filter(Call call) {
    return call.header("x-pagination-filter").filter(f -> !f.isBlank()).map(UserFilter::new);
  }

  private static List<CloudUser> filtered(Call call, List<CloudUser> all) {
    return filter(call).map(filter -> all.stream().filter(filter).toList()).orElse(all);
  }

  private Reply page(Call call) {
    int size = number(call, "x-pagination-size", USUAL, LARGEST);
    int number = number(call, "x-pagination-number", 1, Integer.MAX_VALUE / LARGEST);
    boolean descending =
        call.header("x-pagination-sort-order").filter("DESC"::equalsIgnoreCase).isPresent();
    int skipped = (number - 1) * size;
    if (filter(call).isPresent()) {
      List<CloudUser> left = filtered(call, everybody(call, sort(call), descending));
      var items = left.stream().skip(skipped).limit(size).toList();
      return reply(items, left.size(), number, size);
    }
    Page<UserWithRoles> page =
        users.list(call.actor(), query(call, sort(call), descending, skipped, size));
    return reply(page.items().stream().map(Shapes::user).toList(), page.total(), number, size);
  }

  private static Reply reply(List<CloudUser> items, long total, int number, int size) {
    return Reply.json(items)
        .header("X-Pagination-Elements", Long.toString(total))
        .header("X-Pagination-Number", Integer.toString(number))
        .header("X-Pagination-Size", Integer.toString(size))
        .header("X-Pagination-Total", Long.toString((total + size - 1) / size));
  }

  private static UserQuery query(Call call, Sort sort, boolean descending, int offset, int limit) {
    return new UserQuery(call.project(), "", null, null, sort, descending, offset, limit);
  }

  private static Sort sort(Call call) {
    return switch (call.header("x-pagination-sort").orElse("id")) {
      case "username" -> Sort.NAME;
      case "description" -> Sort.DESCRIPTION;
      case "creationDate" -> Sort.CREATED;
      default -> Sort.ID;
    };
  }

  private static int number(Call call, String header, int otherwise, int most) {
    Optional<String> text = call.header(header);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid(header, "a whole number from 1 to " + most));
  }
}
