package gatehouse.doors.wire.keystone;

import org.jspecify.annotations.Nullable;

/** Where a list is read, which is all of it. */
public record LinksBody(String self, @Nullable String previous, @Nullable String next) {

  /** A list without pages. */
  public static LinksBody all(String self) {
    return new LinksBody(self, null, null);
  }
}
