package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** A notebook to be made of a backup; its name, where it is not to be generated. */
public record BackupForkBody(@Nullable String name) {}
