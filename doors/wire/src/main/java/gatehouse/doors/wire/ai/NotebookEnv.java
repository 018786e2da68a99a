package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The editor and framework of a notebook. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotebookEnv(
    @Nullable String editorId, @Nullable String frameworkId, @Nullable String frameworkVersion) {}
