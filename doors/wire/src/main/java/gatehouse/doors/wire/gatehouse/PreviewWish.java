package gatehouse.doors.wire.gatehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to be looked at before it is made.
 *
 * @param action {@code roles}, {@code suspend}, {@code delete} or {@code password}
 * @param roles for {@code roles}: all that shall be held afterwards
 * @param overlapSeconds for {@code password}: how long the old one holds on
 */
public record PreviewWish(
    @Nullable String action,
    @Nullable List<@Nullable RoleWishBody> roles,
    @Nullable Long overlapSeconds) {}
