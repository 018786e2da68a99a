package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A volume that is kept apart from workloads; the sources it does not have are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserVolumeAnswer(
    String id,
    Instant createdAt,
    Instant updatedAt,
    String user,
    boolean cache,
    @Nullable DataStoreVolume dataStore,
    @Nullable GitVolume publicGit,
    @Nullable PublicSwiftVolume publicSwift) {}
