package gatehouse.doors.api.ai;

import gatehouse.core.workload.AppSpec;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Desired;
import gatehouse.core.workload.Fleet;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.NotebookSpec;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Status;
import gatehouse.core.workload.Times;
import gatehouse.core.workload.Transition;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime.WorkspaceUse;
import gatehouse.core.workload.WorkloadSpec;
import gatehouse.doors.wire.ai.AppSpecAnswer;
import gatehouse.doors.wire.ai.AppStatusAnswer;
import gatehouse.doors.wire.ai.EnvVar;
import gatehouse.doors.wire.ai.JobSpecAnswer;
import gatehouse.doors.wire.ai.JobStatusAnswer;
import gatehouse.doors.wire.ai.NotebookEnv;
import gatehouse.doors.wire.ai.NotebookSpecAnswer;
import gatehouse.doors.wire.ai.NotebookStatusAnswer;
import gatehouse.doors.wire.ai.ResourcesAnswer;
import gatehouse.doors.wire.ai.StateAt;
import gatehouse.doors.wire.ai.StatusInfo;
import gatehouse.doors.wire.ai.WorkloadAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Workloads in the words of the model. */
final class Answers {
  private final Addresses addresses;
  private final DataSyncs syncs;
  private final Function<WorkloadId, Optional<WorkspaceUse>> workspaces;
  private final InstantSource clock;

  Answers(Addresses addresses, DataSyncs syncs, InstantSource clock) {
    this(addresses, syncs, id -> Optional.empty(), clock);
  }

  /**
   * @param workspaces how full the folder of a notebook is, where that is known
   */
  Answers(
      Addresses addresses,
      DataSyncs syncs,
      Function<WorkloadId, Optional<WorkspaceUse>> workspaces,
      InstantSource clock) {
    this.addresses = addresses;
    this.syncs = syncs;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /**
   * A workload.
   *
   * @param withValues whether the values of its environment are shown; else they are empty
   */
  WorkloadAnswer<?, ?> of(Workload workload, boolean withValues) {
    return switch (workload.spec()) {
      case JobSpec spec -> envelope(workload, job(workload, spec, withValues), jobStatus(workload));
      case NotebookSpec spec ->
          envelope(workload, notebook(workload, spec, withValues), notebookStatus(workload));
      case AppSpec spec -> envelope(workload, app(workload, spec, withValues), appStatus(workload));
    };
  }

  private static <S, T> WorkloadAnswer<S, T> envelope(Workload workload, S spec, T status) {
    return new WorkloadAnswer<>(
        workload.id().toString(),
        workload.createdAt(),
        workload.updatedAt(),
        workload.userName(),
        spec,
        status);
  }

  private static JobSpecAnswer job(Workload workload, JobSpec spec, boolean withValues) {
    return new JobSpecAnswer(
        spec.image(),
        spec.command(),
        spec.httpPort(),
        grpcPort(spec),
        workload.desired() == Desired.DELETED,
        environment(spec, withValues),
        workload.labels(),
        spec.name(),
        resources(spec),
        spec.reach().lines(),
        spec.timeout().toSeconds(),
        spec.timeoutAutoRestart(),
        spec.unsecureHttp(),
        DataAnswers.volumes(spec));
  }

  private static NotebookSpecAnswer notebook(
      Workload workload, NotebookSpec spec, boolean withValues) {
    return new NotebookSpecAnswer(
        new NotebookEnv(spec.editor(), spec.framework(), spec.frameworkVersion()),
        environment(spec, withValues),
        workload.labels(),
        spec.name(),
        resources(spec),
        spec.reach().lines(),
        spec.timeoutAutoRestart(),
        spec.unsecureHttp(),
        DataAnswers.volumes(spec));
  }

  private static AppSpecAnswer app(Workload workload, AppSpec spec, boolean withValues) {
    return new AppSpecAnswer(
        spec.image(),
        spec.command(),
        spec.httpPort(),
        grpcPort(spec),
        environment(spec, withValues),
        workload.labels(),
        spec.name(),
        resources(spec),
        ScalingReader.answer(spec.serving()),
        ServingReader.answer(spec.serving().rollout()),
        ServingReader.answer(spec.serving().readiness()),
        ServingReader.answer(spec.serving().liveness()),
        spec.unsecureHttp(),
        DataAnswers.volumes(spec));
  }

  private JobStatusAnswer jobStatus(Workload workload) {
    Status status = workload.status();
    return jobStatus(workload, status.state().name(), history(status), syncs.of(workload));
  }

  private JobStatusAnswer jobStatus(
      Workload workload, String state, List<StateAt> history, List<DataSync> syncs) {
    Status status = workload.status();
    Times times = status.times();
    return new JobStatusAnswer(
        state,
        history,
        info(status.remark()),
        duration(times),
        status.exitCode(),
        null,
        null,
        times.queuedAt(),
        times.initializingAt(),
        times.startedAt(),
        times.stoppedAt(),
        times.finalizedAt(),
        workload.timeoutAt(),
        status.since(),
        url(workload),
        null,
        addresses.ssh(workload),
        addresses.grpc(workload),
        syncs.stream().map(DataAnswers::of).toList(),
        DataAnswers.volumes(workload.spec(), syncs));
  }

  private NotebookStatusAnswer notebookStatus(Workload workload) {
    Status status = workload.status();
    Times times = status.times();
    List<DataSync> moved = syncs.of(workload);
    return new NotebookStatusAnswer(
        status.state().name(),
        history(status),
        info(status.remark()),
        duration(times),
        url(workload),
        null,
        addresses.ssh(workload),
        jobStatus(workload, lastJobState(status), lastJobHistory(status), moved),
        times.startedAt(),
        times.stoppedAt(),
        moved.stream().map(DataAnswers::of).toList(),
        DataAnswers.volumes(workload.spec(), moved),
        workspaces
            .apply(workload.id())
            .map(use -> new NotebookStatusAnswer.Workspace(use.free(), use.used()))
            .orElse(null));
  }

  private AppStatusAnswer appStatus(Workload workload) {
    Status status = workload.status();
    List<DataSync> moved = syncs.of(workload);
    return new AppStatusAnswer(
        appState(status.state()),
        history(status).stream()
            .map(at -> new StateAt(appState(State.valueOf(at.state())), at.date()))
            .toList(),
        info(status.remark()),
        available(status),
        url(workload),
        null,
        addresses.grpc(workload),
        null,
        status.since(),
        moved.stream().map(DataAnswers::of).toList(),
        DataAnswers.volumes(workload.spec(), moved));
  }

  private static int available(Status status) {
    Fleet fleet = status.fleet();
    return fleet == null || status.state().isSettled() ? 0 : fleet.ready();
  }

  /** The model's apps know no SYNC_FAILED; why it failed stands in the message. */
  private static String appState(State state) {
    return state == State.SYNC_FAILED ? State.FAILED.name() : state.name();
  }

  /** A notebook is a row of jobs; the state of the last one, told from the notebook's. */
  private static String lastJobState(Status status) {
    Times times = status.times();
    return switch (status.state()) {
      case STARTING ->
          times.pendingAt() != null
              ? "PENDING"
              : times.initializingAt() != null ? "INITIALIZING" : "QUEUED";
      case STOPPING, DELETING -> times.finalizedAt() == null ? "INTERRUPTING" : "INTERRUPTED";
      case STOPPED -> "INTERRUPTED";
      default -> status.state().name();
    };
  }

  private static List<StateAt> lastJobHistory(Status status) {
    Times times = status.times();
    var history = new ArrayList<StateAt>();
    add(history, "QUEUED", times.queuedAt());
    add(history, "INITIALIZING", times.initializingAt());
    add(history, "PENDING", times.pendingAt());
    add(history, "RUNNING", times.startedAt());
    String last = lastJobState(status);
    if (!history.getLast().state().equals(last)) {
      add(history, last, status.since());
    }
    return history;
  }

  private static void add(List<StateAt> history, String state, @Nullable Instant at) {
    if (at != null) {
      history.add(new StateAt(state, at));
    }
  }

  private static List<StateAt> history(Status status) {
    return status.history().stream().map(Answers::stateAt).toList();
  }

  private static StateAt stateAt(Transition transition) {
    return new StateAt(transition.state().name(), transition.at());
  }

  private static StatusInfo info(Remark remark) {
    return new StatusInfo(remark.code(), remark.sentence());
  }

  /** Seconds since it ran, until it stopped. */
  private long duration(Times times) {
    Instant from = times.startedAt();
    Instant to = times.stoppedAt();
    return from == null
        ? 0
        : Math.max(0, Duration.between(from, to == null ? clock.instant() : to).toSeconds());
  }

  private static @Nullable Integer grpcPort(WorkloadSpec spec) {
    int port = spec.reach().grpcPort();
    return port == 0 ? null : port;
  }

  private String url(Workload workload) {
    return addresses.of(workload.kind(), workload.id());
  }

  private static List<EnvVar> environment(WorkloadSpec spec, boolean withValues) {
    return spec.environment().entrySet().stream()
        .map(variable -> new EnvVar(variable.getKey(), withValues ? variable.getValue() : ""))
        .toList();
  }

  private static ResourcesAnswer resources(WorkloadSpec spec) {
    return new ResourcesAnswer(
        spec.resources().cpus(),
        spec.resources().gpuCount(),
        Offer.flavorOf(spec.resources()),
        spec.resources().memory());
  }
}
