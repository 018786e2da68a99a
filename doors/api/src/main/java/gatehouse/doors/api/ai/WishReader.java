package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.NotebookEdit;
import gatehouse.core.workload.SshPublicKey;
import gatehouse.core.workload.WorkloadSpec;
import gatehouse.core.workload.WorkloadWish;
import gatehouse.core.workload.WorkloadWish.AppWish;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.JobWish;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import gatehouse.doors.wire.ai.AppWishBody;
import gatehouse.doors.wire.ai.EnvVar;
import gatehouse.doors.wire.ai.JobWishBody;
import gatehouse.doors.wire.ai.NotebookEditBody;
import gatehouse.doors.wire.ai.NotebookEnv;
import gatehouse.doors.wire.ai.NotebookWishBody;
import gatehouse.doors.wire.ai.ResourcesWish;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for; what this installation cannot do yet is refused, not left out. */
final class WishReader {
  private WishReader() {}

  static JobWish read(JobWishBody body, VolumeReader volumes) {
    Unkept.requireRegion(body.region());
    Unkept.requireShutdown(body.shutdown());
    Unkept.requireNoReader(body.readUser());
    Long timeout = body.timeout();
    return new JobWish(
        common(
            body.name(),
            body.labels(),
            body.envVars(),
            body.resources(),
            body.unsecureHttp(),
            volumes.read(body.volumes()),
            body.sshPublicKeys(),
            body.grpcPort()),
        required(body.image(), "image"),
        parts(body.command(), "command"),
        port(body.defaultHttpPort()),
        timeout == null ? JobSpec.USUAL_TIMEOUT : seconds(timeout),
        Boolean.TRUE.equals(body.timeoutAutoRestart()));
  }

  static NotebookWish read(NotebookWishBody body, VolumeReader volumes) {
    Unkept.requireRegion(body.region());
    Unkept.requireShutdown(body.shutdown());
    NotebookEnv env = body.env();
    return new NotebookWish(
        common(
            body.name(),
            body.labels(),
            body.envVars(),
            body.resources(),
            body.unsecureHttp(),
            volumes.read(body.volumes()),
            body.sshPublicKeys(),
            null),
        env == null ? null : env.frameworkId(),
        env == null ? null : env.frameworkVersion(),
        env == null ? null : env.editorId(),
        Boolean.TRUE.equals(body.timeoutAutoRestart()));
  }

  static NotebookEdit read(NotebookEditBody body, VolumeReader volumes) {
    return new NotebookEdit(
        body.name(),
        body.labels() == null ? null : labels(body.labels()),
        body.resources() == null ? null : resources(body.resources()),
        body.sshPublicKeys() == null ? null : keys(body.sshPublicKeys()),
        body.timeoutAutoRestart(),
        body.unsecureHttp(),
        body.volumes() == null ? null : volumes.read(body.volumes()),
        body.frameworkVersion());
  }

  static AppWish read(AppWishBody body, VolumeReader volumes) {
    Unkept.requireRegion(body.region());
    return new AppWish(
        common(
            body.name(),
            body.labels(),
            body.envVars(),
            body.resources(),
            body.unsecureHttp(),
            volumes.read(body.volumes()),
            null,
            body.grpcPort()),
        required(body.image(), "image"),
        parts(body.command(), "command"),
        port(body.defaultHttpPort()),
        ServingReader.of(body));
  }

  static Duration seconds(long seconds) {
    if (seconds < 0 || seconds > Integer.MAX_VALUE) {
      throw invalid("timeout", "0 (no limit) to 315360000 seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  private static Common common(
      @Nullable String name,
      @Nullable Map<String, String> labels,
      @Nullable List<EnvVar> variables,
      @Nullable ResourcesWish resources,
      @Nullable Boolean unsecureHttp,
      List<Volume> volumes,
      @Nullable List<String> sshPublicKeys,
      @Nullable Integer grpcPort) {
    return new Common(
        name,
        labels(labels),
        environment(variables),
        resources == null ? WorkloadWish.Resources.ANY : resources(resources),
        Boolean.TRUE.equals(unsecureHttp),
        volumes,
        keys(sshPublicKeys),
        grpcPort == null ? 0 : grpcPort);
  }

  private static WorkloadWish.Resources resources(ResourcesWish wish) {
    return new WorkloadWish.Resources(wish.cpu(), wish.gpu(), wish.flavor(), wish.memory());
  }

  private static List<SshPublicKey> keys(@Nullable List<String> lines) {
    return parts(lines, "sshPublicKeys").stream().map(SshPublicKey::new).toList();
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    if (labels == null) {
      return Map.of();
    }
    for (var label : labels.entrySet()) {
      @Nullable Object value = label.getValue();
      if (value == null) {
        throw invalid("labels", "texts, none of them null");
      }
    }
    return labels;
  }

  static Map<String, String> environment(@Nullable List<EnvVar> variables) {
    var environment = new LinkedHashMap<String, String>();
    if (variables == null) {
      return environment;
    }
    for (@Nullable EnvVar variable : variables) {
      if (variable == null) {
        throw invalid("envVars", "objects of name and value");
      }
      String name = required(variable.name(), "envVars.name");
      String value = variable.value() == null ? "" : variable.value();
      if (environment.put(name, value) != null) {
        throw invalid("envVars", "each name once");
      }
    }
    return environment;
  }

  static List<String> parts(@Nullable List<String> parts, String field) {
    if (parts == null) {
      return List.of();
    }
    for (@Nullable String part : parts) {
      if (part == null) {
        throw invalid(field, "texts, none of them null");
      }
    }
    return parts;
  }

  private static int port(@Nullable Integer port) {
    return port == null ? WorkloadSpec.USUAL_PORT : port;
  }

  private static String required(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw invalid(field, "there and not empty");
    }
    return text;
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
