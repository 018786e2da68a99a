package gatehouse.doors.api.gatehouse;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What one can follow. */
enum EventTopic {
  USERS,
  TOKENS,
  SESSIONS,
  NOTEBOOKS,
  JOBS,
  APPS;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The topics in texts of several joined by commas; all where none is named. */
  static Set<EventTopic> in(List<String> texts) {
    var topics = EnumSet.noneOf(EventTopic.class);
    for (String text : texts) {
      for (String word : text.split(",", -1)) {
        if (!word.isBlank()) {
          topics.add(named(word.strip()));
        }
      }
    }
    return topics.isEmpty() ? EnumSet.allOf(EventTopic.class) : topics;
  }

  private static EventTopic named(String word) {
    return Arrays.stream(values())
        .filter(topic -> topic.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    new Invalid(
                        "topics",
                        "some of "
                            + Arrays.stream(values())
                                .map(EventTopic::word)
                                .collect(Collectors.joining(", ")))));
  }
}
