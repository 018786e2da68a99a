package gatehouse.doors.wire.gatehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to be looked at before it is made.
 *
 * @param action {@code roles}, {@code suspend}, {@code delete} or {@code password}
 * @param roles for {@code roles}: all that shall be held afterwards
 * @param overlapSeconds for {@code password}: how long the old one holds on
 * @param workloads for {@code suspend} and {@code delete}: {@code stop}, {@code keep} or {@code
 *     handover:USER}
 */
public record PreviewWish(
    @Nullable String action,
    @Nullable List<@Nullable RoleWishBody> roles,
    @Nullable Long overlapSeconds,
    @Nullable String workloads) {}
