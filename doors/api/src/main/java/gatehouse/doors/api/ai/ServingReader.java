package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.AppSpec;
import gatehouse.core.workload.Probe;
import gatehouse.core.workload.RolloutLimits;
import gatehouse.core.workload.Serving;
import gatehouse.core.workload.WorkloadWish;
import gatehouse.doors.wire.ai.AppEditBody;
import gatehouse.doors.wire.ai.AppWishBody;
import gatehouse.doors.wire.ai.DeploymentStrategy;
import gatehouse.doors.wire.ai.EnvVar;
import gatehouse.doors.wire.ai.ProbeBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads how an app is to serve, and what of it is to be changed. */
final class ServingReader {
  private static final int USUAL_PERIOD = 10;
  private static final int USUAL_FAILURES = 3;

  private ServingReader() {}

  static Serving of(AppWishBody body) {
    var one =
        new Serving(
            1,
            null,
            limits(body.deploymentStrategy(), RolloutLimits.USUAL),
            probe(body.probe(), null),
            probe(body.livenessProbe(), null));
    return ScalingReader.applied(one, body.scalingStrategy());
  }

  /** What is said, under {@code appUpdate} or without. */
  private static AppEditBody of(AppEditBody body) {
    return body.appUpdate() == null ? body : body.appUpdate();
  }

  /** What each replica is to have; what is null stays. */
  static WorkloadWish.Resources resources(AppEditBody body) {
    AppEditBody edit = of(body);
    return new WorkloadWish.Resources(edit.cpu(), edit.gpu(), edit.flavor(), null);
  }

  /** What an edit makes of an app; of one under {@code appUpdate}, that. */
  static AppSpec edited(AppSpec spec, AppEditBody body) {
    AppEditBody edit = of(body);
    Integer grpc = edit.grpcPort();
    if (grpc != null && (grpc < 0 || grpc > 65_535)) {
      throw new Refused(new Invalid("grpcPort", "1 to 65535, or 0 for none"));
    }
    Integer port = edit.defaultHttpPort();
    if (port != null && (port < 1 || port > 65_535)) {
      throw new Refused(new Invalid("defaultHttpPort", "1 to 65535"));
    }
    String image = edit.url();
    Serving before = spec.serving();
    return spec.withProgram(
            image == null || image.isBlank() ? spec.image() : image,
            edit.command() == null ? spec.command() : WishReader.parts(edit.command(), "command"),
            environment(spec.environment(), edit.envVars()),
            port == null ? spec.httpPort() : port)
        .withReach(grpc == null ? spec.reach() : spec.reach().withGrpcPort(grpc))
        .withServing(
            ScalingReader.applied(
                new Serving(
                    before.replicas(),
                    before.scaling(),
                    limits(edit.deploymentStrategy(), before.rollout()),
                    probe(edit.probe(), before.readiness()),
                    probe(edit.livenessProbe(), before.liveness())),
                edit.scalingStrategy()));
  }

  /** The model's patch: a variable without a value goes. */
  private static Map<String, String> environment(
      Map<String, String> before, @Nullable List<EnvVar> patch) {
    Map<String, String> after = new TreeMap<>(before);
    WishReader.environment(patch)
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                after.remove(name);
              } else {
                after.put(name, value);
              }
            });
    gatehouse.core.workload.WorkloadWish.requireEnvironment(after);
    return after;
  }

  private static RolloutLimits limits(@Nullable DeploymentStrategy wish, RolloutLimits usual) {
    return wish == null
        ? usual
        : new RolloutLimits(
            or(wish.maxSurge(), usual.maxSurge()),
            or(wish.maxUnavailable(), usual.maxUnavailable()),
            or(wish.progressDeadlineSeconds(), usual.progressDeadlineSeconds()),
            or(wish.terminationGracePeriodSeconds(), usual.terminationGracePeriodSeconds()));
  }

  private static @Nullable Probe probe(@Nullable ProbeBody wish, @Nullable Probe before) {
    return wish == null
        ? before
        : new Probe(
            or(wish.path(), "/"),
            wish.port(),
            or(wish.initialDelaySeconds(), 0),
            or(wish.periodSeconds(), USUAL_PERIOD),
            or(wish.timeoutSeconds(), 1),
            or(wish.successThreshold(), 1),
            or(wish.failureThreshold(), USUAL_FAILURES));
  }

  static @Nullable ProbeBody answer(@Nullable Probe probe) {
    return probe == null
        ? null
        : new ProbeBody(
            probe.path(),
            probe.port(),
            probe.initialDelaySeconds(),
            probe.periodSeconds(),
            probe.timeoutSeconds(),
            probe.successThreshold(),
            probe.failureThreshold());
  }

  static DeploymentStrategy answer(RolloutLimits limits) {
    return new DeploymentStrategy(
        limits.maxSurge(),
        limits.maxUnavailable(),
        limits.progressDeadlineSeconds(),
        limits.terminationGracePeriodSeconds());
  }

  private static <T> T or(@Nullable T wish, T usual) {
    return wish == null ? usual : wish;
  }
}
