package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A credential of the API. */
public record ApiCredential(
    int credentialId,
    int applicationId,
    String status,
    String creation,
    @Nullable String expiration,
    @Nullable String lastUse,
    boolean ovhSupport,
    List<AccessRuleBody> rules,
    @Nullable List<String> allowedIPs) {}
