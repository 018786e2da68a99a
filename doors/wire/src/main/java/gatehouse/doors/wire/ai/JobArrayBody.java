package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/**
 * So many jobs to be made of one wish.
 *
 * @param start the index of the first; 0 where it is left out
 */
public record JobArrayBody(
    @Nullable Integer count, @Nullable Integer start, @Nullable JobWishBody job) {}
