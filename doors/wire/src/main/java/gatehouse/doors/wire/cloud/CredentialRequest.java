package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer key that is asked for. */
public record CredentialRequest(
    @Nullable List<@Nullable AccessRuleBody> accessRules,
    @Nullable String redirection,
    @Nullable List<@Nullable String> allowedIPs) {}
