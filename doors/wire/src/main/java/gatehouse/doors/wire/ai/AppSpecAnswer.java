package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked for as an app. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppSpecAnswer(
    String image,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<String> command,
    int defaultHttpPort,
    @Nullable Integer grpcPort,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<EnvVar> envVars,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Map<String, String> labels,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String name,
    ResourcesAnswer resources,
    ScalingStrategy scalingStrategy,
    DeploymentStrategy deploymentStrategy,
    @Nullable ProbeBody probe,
    @Nullable ProbeBody livenessProbe,
    boolean unsecureHttp,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<VolumeBody> volumes) {}
