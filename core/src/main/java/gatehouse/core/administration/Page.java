package gatehouse.core.administration;

import java.util.List;

/**
 * Some of a longer list.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
