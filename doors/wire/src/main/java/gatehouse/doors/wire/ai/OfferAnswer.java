package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An editor, framework or image that can be had here. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OfferAnswer(
    String id,
    String name,
    String description,
    @Nullable String docUrl,
    @Nullable String logoUrl,
    List<String> versions) {}
