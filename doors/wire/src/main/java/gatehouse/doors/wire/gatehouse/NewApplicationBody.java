package gatehouse.doors.wire.gatehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application to be made; without rules it may make every call, without addresses from anywhere.
 */
public record NewApplicationBody(
    @Nullable String name,
    @Nullable String description,
    @Nullable List<RuleBody> rules,
    @Nullable List<@Nullable String> allowedIPs) {}
