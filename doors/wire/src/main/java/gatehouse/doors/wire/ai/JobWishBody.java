package gatehouse.doors.wire.ai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job to be made. */
public record JobWishBody(
    @Nullable String image,
    @Nullable List<String> command,
    @Nullable Integer defaultHttpPort,
    @Nullable Integer grpcPort,
    @Nullable List<EnvVar> envVars,
    @Nullable Map<String, String> labels,
    @Nullable String name,
    @Nullable ResourcesWish resources,
    @Nullable List<String> sshPublicKeys,
    @Nullable Long timeout,
    @Nullable Boolean timeoutAutoRestart,
    @Nullable Boolean unsecureHttp,
    @Nullable String region,
    @Nullable String shutdown,
    @Nullable String readUser,
    @Nullable List<VolumeBody> volumes) {}
