package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Who a credential stands for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Me(
    String name,
    String tenant,
    @Nullable String role,
    @Nullable String tokenKind,
    ProjectQuotas quotas) {}
