package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was asked for as a job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSpecAnswer(
    String image,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<String> command,
    int defaultHttpPort,
    @Nullable Integer grpcPort,
    boolean deletionRequested,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<EnvVar> envVars,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Map<String, String> labels,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String name,
    ResourcesAnswer resources,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<String> sshPublicKeys,
    long timeout,
    boolean timeoutAutoRestart,
    boolean unsecureHttp,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<VolumeBody> volumes) {}
