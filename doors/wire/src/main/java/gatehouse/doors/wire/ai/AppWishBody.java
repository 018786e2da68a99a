package gatehouse.doors.wire.ai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An app to be made. */
public record AppWishBody(
    @Nullable String image,
    @Nullable List<String> command,
    @Nullable Integer defaultHttpPort,
    @Nullable Integer grpcPort,
    @Nullable List<EnvVar> envVars,
    @Nullable Map<String, String> labels,
    @Nullable String name,
    @Nullable ResourcesWish resources,
    @Nullable ScalingStrategy scalingStrategy,
    @Nullable DeploymentStrategy deploymentStrategy,
    @Nullable ProbeBody probe,
    @Nullable ProbeBody livenessProbe,
    @Nullable Boolean unsecureHttp,
    @Nullable String region,
    @Nullable List<VolumeBody> volumes) {}
