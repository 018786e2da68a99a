package gatehouse.doors.api.ai;

import gatehouse.core.access.Selector;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.State;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.core.workload.WorkloadQuery.Sort;
import gatehouse.doors.web.Call;
import gatehouse.doors.wire.ai.PageLinks;
import gatehouse.doors.wire.ai.PageMetadata;
import gatehouse.doors.wire.ai.PageOf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for: pages count from 1, and hold 100 unless asked otherwise. */
record Paging(int page, int size) {
  private static final int USUAL_SIZE = 100;
  private static final List<String> FILTERS =
      List.of(
          "size",
          "order",
          "sort",
          "updatedAfter",
          "updatedBefore",
          "statusState",
          "userName",
          "labelSelector");

  static Paging of(Call call) {
    return new Paging(
        call.queryInt("page", 1, 1, 10_000_000),
        call.queryInt("size", USUAL_SIZE, 1, WorkloadQuery.LARGEST_PAGE));
  }

  int offset() {
    return (int) Math.min(Integer.MAX_VALUE, (page - 1L) * size);
  }

  /** The workloads that a call asks for; parameters of other names are left alone. */
  WorkloadQuery query(Call call, WorkloadKind kind) {
    Optional<String> sort = call.query("sort").filter(text -> !text.isBlank());
    return new WorkloadQuery(
        call.project(),
        kind,
        call.queryAll("statusState").stream()
            .filter(text -> !text.isBlank())
            .map(State::of)
            .collect(Collectors.toSet()),
        call.query("userName").orElse(""),
        call.queryAll("labelSelector").stream().map(Selector::parse).toList(),
        moment(call, "updatedAfter"),
        moment(call, "updatedBefore"),
        sort.map(Paging::sort).orElse(Sort.CREATED),
        descending(call, sort.isPresent()),
        offset(),
        size);
  }

  /** Which of what is not a workload is asked for, and which way round. */
  record Moments(@Nullable Instant after, @Nullable Instant before, boolean newestFirst) {
    /** Whether something of that moment is. */
    boolean include(Instant at) {
      return (after == null || at.isAfter(after)) && (before == null || at.isBefore(before));
    }
  }

  static Moments moments(Call call) {
    boolean sorted = call.query("sort").filter(text -> !text.isBlank()).isPresent();
    return new Moments(
        moment(call, "updatedAfter"), moment(call, "updatedBefore"), descending(call, sorted));
  }

  <T> PageOf<T> answer(Call call, List<T> items, long total) {
    long pages = (total + size - 1) / size;
    String next = page < pages ? next(call) : null;
    return new PageOf<>(items, new PageMetadata(page, pages, total, new PageLinks(next)));
  }

  private String next(Call call) {
    var link = new StringBuilder(call.rawPath()).append("?page=").append(page + 1);
    for (String name : FILTERS) {
      for (String value : call.queryAll(name)) {
        link.append('&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return link.toString();
  }

  private static Sort sort(String path) {
    return switch (path) {
      case "createdAt" -> Sort.CREATED;
      case "updatedAt" -> Sort.UPDATED;
      case "name", "spec.name" -> Sort.NAME;
      case "state", "status.state" -> Sort.STATE;
      case "user", "userName" -> Sort.USER;
      case "id" -> Sort.ID;
      default ->
          throw invalid("sort", "one of createdAt, updatedAt, spec.name, status.state, user, id");
    };
  }

  /** The newest come first where nothing is asked for. */
  private static boolean descending(Call call, boolean sorted) {
    return switch (call.query("order").orElse("")) {
      case "asc" -> false;
      case "desc" -> true;
      case "" -> !sorted;
      default -> throw invalid("order", "asc or desc");
    };
  }

  private static @Nullable Instant moment(Call call, String name) {
    Optional<String> text = call.query(name).filter(given -> !given.isBlank());
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.get().matches("\\d{1,11}")
          ? Instant.ofEpochSecond(Long.parseLong(text.get()))
          : Instant.parse(text.get());
    } catch (DateTimeParseException e) {
      throw invalid(name, "seconds since 1970, or a date such as 2026-11-23T12:00:00Z");
    }
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
