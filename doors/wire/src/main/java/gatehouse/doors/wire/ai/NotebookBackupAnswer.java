package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A saved workspace.
 *
 * @param evictionDate when it is deleted; left out where it stays until others have come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotebookBackupAnswer(
    String id,
    Instant createdAt,
    Instant updatedAt,
    Instant backupDate,
    String comment,
    String mountPath,
    @Nullable Instant evictionDate) {}
