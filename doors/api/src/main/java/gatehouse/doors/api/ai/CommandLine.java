package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.AutoScaling;
import gatehouse.core.workload.CustomMetric;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.Probe;
import gatehouse.core.workload.RolloutLimits;
import gatehouse.core.workload.Serving;
import gatehouse.core.workload.WorkloadSpec;
import gatehouse.core.workload.WorkloadWish;
import gatehouse.core.workload.WorkloadWish.AppWish;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.JobWish;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The command that asks for the same. */
final class CommandLine {
  private final List<String> words = new ArrayList<>(List.of("gatehouse"));

  private CommandLine() {}

  static String of(WorkloadWish wish) {
    var line = new CommandLine();
    line.words.addAll(List.of(wish.kind().word(), "run"));
    switch (wish) {
      case JobWish job -> {
        line.words.add(job.image());
        line.common(job.common());
        line.port(job.httpPort());
        if (job.timeoutAutoRestart()) {
          throw unsayable("timeoutAutoRestart", "left out");
        }
        if (!job.timeout().equals(JobSpec.USUAL_TIMEOUT)) {
          line.option("--timeout", job.timeout().toSeconds() + "s");
        }
        line.command(job.command());
      }
      case NotebookWish notebook -> {
        line.words.add(notebook.framework() == null ? "host" : notebook.framework());
        line.words.add(notebook.editor() == null ? "jupyterlab" : notebook.editor());
        line.common(notebook.common());
        if (notebook.frameworkVersion() != null) {
          line.option("--framework-version", notebook.frameworkVersion());
        }
      }
      case AppWish app -> {
        line.words.add(app.image());
        line.common(app.common());
        line.port(app.httpPort());
        line.scaling(app.serving());
        line.probe(app.serving());
        line.command(app.command());
      }
    }
    return line.said();
  }

  /** The command that changes how many replicas an app has. */
  static String scale(String app, Serving serving) {
    var line = new CommandLine();
    line.words.addAll(List.of("app", "scale", app));
    if (serving.scaling() == null) {
      line.option("--replicas", Integer.toString(serving.replicas()));
    } else {
      line.scaling(serving);
    }
    return line.said();
  }

  private String said() {
    return String.join(" ", words.stream().map(CommandLine::quoted).toList());
  }

  private void scaling(Serving serving) {
    AutoScaling how = serving.scaling();
    if (how == null) {
      if (serving.replicas() > 1) {
        option("--replicas", Integer.toString(serving.replicas()));
      }
      return;
    }
    option("--auto-min-replicas", Integer.toString(how.min()));
    option("--auto-max-replicas", Integer.toString(how.max()));
    if (how.resource() != null) {
      option("--auto-resource-type", how.resource().name());
      option("--auto-resource-usage-threshold", Integer.toString(how.usage()));
    }
    seconds(
        "--auto-scale-up-stabilization-window-seconds", how.scaleUpSeconds(), AutoScaling.USUAL_UP);
    seconds(
        "--auto-scale-down-stabilization-window-seconds",
        how.scaleDownSeconds(),
        AutoScaling.USUAL_DOWN);
    seconds("--auto-cooldown-period-seconds", how.cooldownSeconds(), AutoScaling.USUAL_DOWN);
    CustomMetric metric = how.metric();
    if (metric != null) {
      option("--auto-custom-api-url", metric.apiUrl());
      option("--auto-custom-metric-format", metric.format().name());
      option("--auto-custom-value-location", metric.location());
      option("--auto-custom-target-value", Double.toString(metric.target()));
      option("--auto-custom-metric-aggregation-type", metric.aggregation().name());
    }
  }

  private void seconds(String name, int seconds, int usual) {
    if (seconds != usual) {
      option(name, Integer.toString(seconds));
    }
  }

  private void common(Common common) {
    if (common.name() != null) {
      option("--name", common.name());
    }
    Integer cpu = common.resources().cpu();
    if (cpu != null && cpu > 0) {
      option("--cpu", cpu.toString());
    }
    Integer gpu = common.resources().gpu();
    if (gpu != null && gpu > 0) {
      option("--gpu", gpu.toString());
    }
    if (common.resources().flavor() != null) {
      option("--flavor", common.resources().flavor());
    }
    common.volumes().forEach(volume -> option("--volume", inWords(volume)));
    new TreeMap<>(common.labels()).forEach((name, value) -> option("--label", name + "=" + value));
    new TreeMap<>(common.environment())
        .forEach((name, value) -> option("--env", name + "=" + value));
    common.sshPublicKeys().forEach(key -> option("--ssh-public-keys", key.line()));
    if (common.grpcPort() != 0) {
      option("--grpc-port", Integer.toString(common.grpcPort()));
    }
    if (common.unsecureHttp()) {
      words.add("--unsecure-http");
    }
  }

  private void probe(Serving serving) {
    Probe probe = serving.readiness();
    if (serving.liveness() != null) {
      throw unsayable("livenessProbe", "left out");
    }
    if (!serving.rollout().equals(RolloutLimits.USUAL)) {
      throw unsayable("deploymentStrategy", "left out");
    }
    if (probe == null) {
      return;
    }
    if (!probe.equals(Probe.usual(probe.path(), probe.port()))) {
      throw unsayable("probe", "with no more than a path and a port");
    }
    option("--probe-path", probe.path());
    if (probe.port() != null) {
      option("--probe-port", probe.port().toString());
    }
  }

  private static Refused unsayable(String field, String rule) {
    return new Refused(
        new Invalid(field, rule + ": the command line has no words for what is asked for"));
  }

  private static String inWords(Volume volume) {
    boolean archive =
        volume.source() instanceof VolumeSource.Bucket bucket && !bucket.archive().isEmpty();
    if (archive || volume.target() != null) {
      throw new Refused(
          new Invalid(
              "volumes", "without archive and target: the command line has no words for them"));
    }
    return volume.inWords();
  }

  private void port(int port) {
    if (port != WorkloadSpec.USUAL_PORT) {
      option("--default-http-port", Integer.toString(port));
    }
  }

  private void command(List<String> command) {
    if (!command.isEmpty()) {
      words.add("--");
      words.addAll(command);
    }
  }

  private void option(String name, String value) {
    words.add(name);
    words.add(value);
  }

  /** A word as a POSIX shell reads it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
