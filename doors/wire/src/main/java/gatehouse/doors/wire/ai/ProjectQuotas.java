package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** What a project may use at a time, as {@code CPU} and {@code GPU}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectQuotas(Map<String, Integer> resources) {}
