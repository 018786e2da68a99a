package gatehouse.doors.wire.ai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a notebook; what is null stays. */
public record NotebookEditBody(
    @Nullable String name,
    @Nullable String frameworkVersion,
    @Nullable Map<String, String> labels,
    @Nullable ResourcesWish resources,
    @Nullable List<String> sshPublicKeys,
    @Nullable Boolean timeoutAutoRestart,
    @Nullable Boolean unsecureHttp,
    @Nullable List<VolumeBody> volumes) {}
