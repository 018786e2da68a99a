package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user to be made; the roles are joined. */
public record UserCreation(
    @Nullable String description, @Nullable String role, @Nullable List<@Nullable String> roles) {}
