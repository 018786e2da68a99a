package gatehouse.doors.wire.ai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an app; what is null stays. The model's clients send it as it is, or
 * under {@code appUpdate}.
 */
public record AppEditBody(
    @Nullable AppEditBody appUpdate,
    @Nullable String url,
    @Nullable Integer defaultHttpPort,
    @Nullable Integer grpcPort,
    @Nullable DeploymentStrategy deploymentStrategy,
    @Nullable List<String> command,
    @Nullable List<EnvVar> envVars,
    @Nullable ProbeBody probe,
    @Nullable ProbeBody livenessProbe,
    @Nullable ScalingStrategy scalingStrategy,
    @Nullable Integer cpu,
    @Nullable Integer gpu,
    @Nullable String flavor) {}
