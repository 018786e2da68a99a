package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A page of a longer list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageOf<T>(List<T> items, PageMetadata metadata) {}
