package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Standing;
import gatehouse.core.workload.AppSpec;
import gatehouse.core.workload.Event;
import gatehouse.core.workload.Fleet;
import gatehouse.core.workload.Nodes;
import gatehouse.core.workload.NotebookSpec;
import gatehouse.core.workload.Probe;
import gatehouse.core.workload.Serving;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Status;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadActions;
import gatehouse.core.workload.WorkloadSpec;
import gatehouse.doors.api.ai.Addresses;
import gatehouse.doors.api.ai.ScalingReader;
import gatehouse.doors.wire.gatehouse.ServingBody;
import gatehouse.doors.wire.gatehouse.WorkloadBody;
import gatehouse.doors.wire.gatehouse.WorkloadEventBody;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Workloads as a caller sees them, with what the caller may do with them. */
public final class WorkloadBodies {
  private final Addresses addresses;
  private final Function<Workload, Optional<Nodes.Place>> places;
  private final InstantSource clock;

  /**
   * @param places as {@link Nodes#placeOf}
   */
  public WorkloadBodies(
      Addresses addresses, Function<Workload, Optional<Nodes.Place>> places, InstantSource clock) {
    this.addresses = addresses;
    this.places = places;
    this.clock = clock;
  }

  WorkloadBody of(Caller caller, Workload workload) {
    WorkloadSpec spec = workload.spec();
    Status status = workload.status();
    NotebookSpec notebook = spec instanceof NotebookSpec one ? one : null;
    Standing standing = caller.standingOrNull();
    return new WorkloadBody(
        workload.id().toString(),
        workload.kind().word(),
        spec.name(),
        workload.userName(),
        standing != null && standing.subject().equals(workload.maker()),
        spec.image(),
        notebook == null ? null : notebook.frameworkVersion(),
        notebook == null ? null : notebook.editor(),
        spec.command(),
        spec.httpPort(),
        spec.resources().cpus(),
        spec.resources().gpuCount(),
        spec.resources().memory(),
        status.state().name(),
        group(status.state()),
        status.remark().sentence(),
        status.since(),
        status.run(),
        status.exitCode(),
        workload.createdAt(),
        workload.updatedAt(),
        status.times().startedAt(),
        status.times().stoppedAt(),
        workload.timeoutAt(),
        workload.labels(),
        spec.unsecureHttp(),
        addresses.of(workload.kind(), workload.id()),
        ChronoUnit.MICROS.between(java.time.Instant.EPOCH, workload.updatedAt()),
        spec instanceof AppSpec app ? serving(app, status.fleet()) : null,
        places
            .apply(workload)
            .map(place -> new WorkloadBody.Place(place.node(), place.alive()))
            .orElse(null),
        ActionBodies.of(WorkloadActions.of(caller, workload, clock.instant())));
  }

  private static ServingBody serving(AppSpec app, @Nullable Fleet fleet) {
    Serving serving = app.serving();
    Probe probe = serving.readiness();
    return new ServingBody(
        fleet == null ? serving.replicas() : fleet.wanted(app),
        fleet == null ? 0 : fleet.ready(),
        fleet == null ? 0 : fleet.version(),
        fleet == null ? null : fleet.waitsFor(),
        probe == null ? null : new ServingBody.Probe(probe.path(), probe.port()),
        ScalingReader.answer(serving).automatic(),
        fleet == null
            ? List.of()
            : fleet.replicas().stream()
                .map(
                    one ->
                        new ServingBody.Replica(
                            one.number(), one.version(), one.phase().name(), one.since()))
                .toList());
  }

  static WorkloadEventBody event(Event of) {
    return new WorkloadEventBody(
        of.at(), of.state().name(), of.remark().code(), of.remark().sentence());
  }

  private static String group(State state) {
    return switch (state) {
      case RUNNING -> "running";
      case QUEUED,
          INITIALIZING,
          PENDING,
          STARTING,
          SCALING,
          RESTARTING,
          INTERRUPTING,
          TIMEOUT,
          FINALIZING,
          STOPPING,
          DELETING ->
          "working";
      case DONE, INTERRUPTED, STOPPED, DELETED -> "stopped";
      case FAILED, ERROR, SYNC_FAILED -> "failed";
    };
  }
}
