package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of something notebooks can compute with. What is left out when it is added is told from
 * the image.
 *
 * @param editors those the image has; empty for any
 * @param createdAt told, not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FrameworkBody(
    @Nullable String id,
    @Nullable String image,
    @Nullable String version,
    @Nullable String name,
    @Nullable String description,
    @Nullable List<String> editors,
    @Nullable Instant createdAt) {}
