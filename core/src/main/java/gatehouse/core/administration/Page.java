package gatehouse.core.administration;

import java.util.List;

/**
 * Some of a longer list.
 *
 * @param total how many there are in all, or more than that
 * @param exact whether there are no more than that
 */
public record Page<T>(List<T> items, long total, boolean exact) {
  public Page {
    items = List.copyOf(items);
  }

  /** Some of a list of which it is known how long it is. */
  public Page(List<T> items, long total) {
    this(items, total, true);
  }
}
