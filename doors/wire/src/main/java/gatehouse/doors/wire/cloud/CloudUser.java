package gatehouse.doors.wire.cloud;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user; the password is there when it was just made, and never again. */
public record CloudUser(
    String creationDate,
    String description,
    int id,
    @Nullable String openstackId,
    List<CloudRole> roles,
    String status,
    String username,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String password) {}
