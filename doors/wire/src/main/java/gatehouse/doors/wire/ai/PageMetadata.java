package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Where a page is in its list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageMetadata(int currentPage, long pageCount, long total, PageLinks links) {}
