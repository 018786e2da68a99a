package gatehouse.doors.wire.ai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notebook to be made. */
public record NotebookWishBody(
    @Nullable NotebookEnv env,
    @Nullable List<EnvVar> envVars,
    @Nullable Map<String, String> labels,
    @Nullable String name,
    @Nullable ResourcesWish resources,
    @Nullable List<String> sshPublicKeys,
    @Nullable Boolean timeoutAutoRestart,
    @Nullable Boolean unsecureHttp,
    @Nullable String region,
    @Nullable String shutdown,
    @Nullable List<VolumeBody> volumes) {}
