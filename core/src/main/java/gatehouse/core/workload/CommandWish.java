package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.List;

/**
 * A command beside a run's own; no shell reads it.
 *
 * @param terminal whether it gets a terminal, of so many rows and columns
 * @param input whether it gets what is typed
 */
public record CommandWish(
    List<String> command, boolean terminal, boolean input, int rows, int columns) {
  private static final int LONGEST = 100_000;
  private static final int MOST_PARTS = 1_000;
  private static final int LARGEST = 10_000;

  /**
   * @throws Refused with {@link Invalid} for a command or terminal of another shape
   */
  public CommandWish {
    command = List.copyOf(command);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new Refused(new Invalid("command", "a program to run, and its arguments"));
    }
    if (command.size() > MOST_PARTS
        || command.stream().mapToLong(String::length).sum() > LONGEST
        || command.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
      throw new Refused(
          new Invalid(
              "command",
              "at most %d parts and %d characters in all, no null character"
                  .formatted(MOST_PARTS, LONGEST)));
    }
    if (rows < 0 || columns < 0 || rows > LARGEST || columns > LARGEST) {
      throw new Refused(new Invalid("rows", "0 to " + LARGEST + ", as columns"));
    }
  }
}
