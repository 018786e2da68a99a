package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Probing.Purpose;
import gatehouse.core.workload.Replica.Phase;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link Replicas} decides for an app whose first replica the runtime has. */
final class AppSteps {
  private final WorkloadRuntime runtime;
  private final Traffic traffic;
  private final Probing probing;
  private final AppScaling scaling;
  private final Room room;
  private final InstantSource clock;
  private final Changing changing;
  private final Ender ender;

  /** Keeps a change, unless somebody changed what it was decided upon. */
  interface Changing {
    boolean change(Workload seen, Consumer<Course> how);
  }

  /** Puts in order what the last run of a workload left. */
  interface Ender {
    boolean end(Workload workload, RunObservation last);
  }

  AppSteps(
      WorkloadRuntime runtime,
      Traffic traffic,
      Asker asker,
      AppScaling scaling,
      Room room,
      InstantSource clock,
      Changing changing,
      Ender ender) {
    this.runtime = runtime;
    this.traffic = traffic;
    this.probing = new Probing(asker, clock);
    this.scaling = scaling;
    this.room = room;
    this.clock = clock;
    this.changing = changing;
    this.ender = ender;
  }

  /** Takes an app that is to run one step further; whether it went on. */
  boolean run(Workload app) {
    Fleet fleet = app.status().fleet();
    if (!(app.spec() instanceof AppSpec spec)) {
      throw new IllegalArgumentException("only apps have replicas");
    }
    if (fleet == null) {
      return changing.change(app, course -> course.fleet(Fleet.first(course.now())));
    }
    String trouble = effects(app, spec, fleet);
    if (trouble != null) {
      return tell(app, spec, fleet.waiting(trouble));
    }
    Optional<ScaleDecision.Verdict> scaled = scaling.look(app, spec, fleet, now());
    if (scaled.isPresent()) {
      return scale(app, spec, fleet, scaled.get());
    }
    boolean served = app.status().times().startedAt() != null;
    var replicas = new Replicas(fleet, spec, served, sight(app, spec, fleet), now());
    return switch (replicas.next()) {
      case FleetStep.Become(Fleet next, String event) -> become(app, next, event);
      case FleetStep.Finish(Replica last) -> finish(app, fleet, last);
      case FleetStep.Grow() -> grow(app, spec, fleet, replicas.serving());
      case FleetStep.GoBack(Fleet.Version to, String why) -> goBack(app, spec, fleet, to, why);
      case FleetStep.Rest() -> tell(app, spec, fleet);
    };
  }

  /** Takes an app that is to stop one step further; whether it went on. */
  boolean stop(Workload app) {
    Fleet fleet = app.status().fleet();
    if (fleet == null || !(app.spec() instanceof AppSpec spec)) {
      return changing.change(app, course -> course.fleet(Fleet.first(course.now())));
    }
    scaling.forget(app.id());
    if (!app.state().isEnding()) {
      return changing.change(
          app,
          course -> {
            course.to(State.STOPPING, course.now(), "STOPPING", "Stopping: it was told to stop");
            course.fleet(allEnding(fleet));
          });
    }
    String trouble = effects(app, spec, allEnding(fleet));
    if (trouble != null || fleet.replicas().isEmpty()) {
      return ender.end(app, stopped(app.run()));
    }
    for (Replica one : fleet.replicas()) {
      Optional<RunObservation> run = runtime.observe(app.run(one.number()));
      if (run.isEmpty() || run.get().ending() != null) {
        return fleet.replicas().size() == 1
            ? ender.end(app, run.orElseGet(() -> stopped(app.run(one.number()))))
            : changing.change(app, course -> course.fleet(fleet.without(one.number())));
      }
    }
    return false;
  }

  private Fleet allEnding(Fleet fleet) {
    Fleet all = fleet;
    for (Replica one : fleet.replicas()) {
      if (one.phase() != Phase.ENDING) {
        all = all.with(one.number(), replica -> replica.in(Phase.ENDING, now()));
      }
    }
    return all;
  }

  /** What must be so at the runtime; says what keeps a planned replica from being started. */
  private @Nullable String effects(Workload app, AppSpec spec, Fleet fleet) {
    var known = new HashSet<RunId>();
    for (Replica one : fleet.replicas()) {
      RunId run = app.run(one.number());
      known.add(run);
      if (one.phase() == Phase.ENDING) {
        runtime.stop(run, graceLeft(spec, one));
      } else if (one.phase() == Phase.PLANNED && runtime.observe(run).isEmpty()) {
        String trouble = start(RunSpec.of(app, fleet.specOf(one, spec), one));
        if (trouble != null) {
          return trouble;
        }
      }
    }
    probing.keepOnly(app.id(), known);
    return null;
  }

  private @Nullable String start(RunSpec spec) {
    try {
      if (runtime.prepare(spec) instanceof Preparation.Ready) {
        runtime.start(spec);
        return null;
      }
      return "its image is not there yet";
    } catch (Refused refused) {
      return refused.refusal() instanceof Unavailable(String reason)
          ? reason
          : RefusalInWords.of(refused.refusal());
    }
  }

  private boolean become(Workload app, Fleet next, @Nullable String event) {
    return changing.change(
        app,
        course -> {
          course.fleet(next);
          if (event != null) {
            boolean serves = next.ready() > 0 && app.state() == State.RUNNING;
            course.on(serves ? "RUNNING" : "SCALING", "Scaling: " + event);
          }
        });
  }

  private boolean finish(Workload app, Fleet fleet, Replica last) {
    Optional<RunObservation> seen = runtime.observe(app.run(last.number()));
    String failure = fleet.failure();
    Ending known = seen.map(RunObservation::ending).orElse(null);
    Instant at = known == null ? now() : known.at();
    Ending ending =
        failure != null
            ? new Ending(at, Cause.NOT_STARTED, null, failure)
            : known == null ? Endings.lost(at) : known;
    Instant started = seen.map(RunObservation::startedAt).orElse(null);
    return ender.end(app, new RunObservation(app.run(last.number()), started, false, ending));
  }

  private boolean grow(Workload app, AppSpec spec, Fleet fleet, Optional<Fleet.Version> serving) {
    var next = new Replica(fleet.next(), fleet.version(), Phase.PLANNED, now());
    return switch (runtime.prepare(RunSpec.of(app, spec, next))) {
      case Preparation.Ready() -> {
        String waitsFor = room.plan(app, fleet.planned(now()));
        yield waitsFor == null || tell(app, spec, fleet.waiting(waitsFor));
      }
      case Preparation.Underway(String code, String sentence) ->
          tell(app, spec, fleet.waiting(sentence));
      case Preparation.Failed(String code, String sentence) ->
          serving.isPresent()
              ? goBack(app, spec, fleet, serving.get(), sentence)
              : changing.change(app, course -> course.fleet(fleet.failed(sentence)));
    };
  }

  private boolean scale(Workload app, AppSpec spec, Fleet fleet, ScaleDecision.Verdict verdict) {
    int before = fleet.wanted(spec);
    return changing.change(
        app,
        course -> {
          course.fleet(fleet.asking(verdict.wanted(), course.now()));
          course.on(
              app.state() == State.RUNNING ? "RUNNING" : "SCALING",
              "Scaling: from %d to %d replicas: %s"
                  .formatted(before, verdict.wanted(), verdict.why()));
        });
  }

  /** How many there are is no part of what is taken back. */
  private boolean goBack(Workload app, AppSpec present, Fleet fleet, Fleet.Version to, String why) {
    return changing.change(
        app,
        course -> {
          AppSpec earlier = to.spec();
          course.spec(earlier.withServing(earlier.serving().scaledAs(present.serving())));
          course.fleet(fleet.back(to, course.now()));
          course.on("RUNNING", "Running: the change was taken back: " + why);
        });
  }

  /** Says how it stands, where that is new. */
  private boolean tell(Workload app, AppSpec spec, Fleet fleet) {
    String warning = warning(app, fleet);
    boolean serves = fleet.ready() > 0;
    String sentence =
        serves ? Telling.running(fleet, spec, warning) : Telling.starting(fleet, spec);
    State state = serves ? State.RUNNING : State.SCALING;
    boolean keptFleet = fleet.equals(app.status().fleet());
    if (keptFleet
        && app.state() == state
        && (app.status().remark().sentence().equals(sentence)
            || Telling.lasts(app.status().remark().sentence(), fleet, spec))) {
      return false;
    }
    return changing.change(
        app,
        course -> {
          course.fleet(fleet);
          if (app.state() != state) {
            if (serves && app.status().times().startedAt() == null) {
              course.times(times -> times.started(course.now()));
            }
            course.to(state, course.now(), state.name(), sentence);
          } else if (!app.status().remark().sentence().equals(sentence)) {
            course.on(state.name(), sentence);
          }
        });
  }

  private @Nullable String warning(Workload app, Fleet fleet) {
    return fleet.replicas().stream()
        .map(one -> runtime.observe(app.run(one.number())).map(RunObservation::warning))
        .<String>mapMulti((found, sink) -> found.ifPresent(sink))
        .findFirst()
        .orElse(null);
  }

  private Replicas.Sight sight(Workload app, AppSpec present, Fleet fleet) {
    Function<Replica, AppSpec> specs = one -> fleet.specOf(one, present);
    return new Replicas.Sight() {
      @Override
      public Optional<RunObservation> run(Replica one) {
        return runtime.observe(app.run(one.number()));
      }

      @Override
      public @Nullable Boolean ready(Replica one) {
        AppSpec spec = specs.apply(one);
        if (spec.serving().readiness() != null) {
          return probed(app, one, spec, Purpose.READINESS, spec.serving().readiness());
        }
        // Said once: a server that was started again hears of it a moment later.
        return run(one).map(RunObservation::listening).orElse(false) ? Boolean.TRUE : null;
      }

      @Override
      public boolean hangs(Replica one) {
        AppSpec spec = specs.apply(one);
        Probe probe = spec.serving().liveness();
        return probe != null
            && Boolean.FALSE.equals(probed(app, one, spec, Purpose.LIVENESS, probe));
      }

      @Override
      public int inHand(Replica one) {
        int here = traffic.of(app.run(one.number()));
        return here == 0 && fleet.wanted(present) == 0 && isAskedForElsewhere() ? 1 : here;
      }

      // What other nodes have in hand is known of those that may sleep alone.
      private boolean isAskedForElsewhere() {
        Instant last = scaling.requestedAt(app, fleet, now());
        return last != null && last.isAfter(now().minus(Replicas.NOTED));
      }
    };
  }

  private @Nullable Boolean probed(
      Workload app, Replica one, AppSpec spec, Purpose purpose, Probe probe) {
    RunId run = app.run(one.number());
    Instant since = runtime.observe(run).map(RunObservation::startedAt).orElse(null);
    if (since == null) {
      return null;
    }
    int port = probe.port() == null ? spec.httpPort() : probe.port();
    return probing.verdict(run, purpose, probe, since, runtime.address(run, port).orElse(null));
  }

  private RunObservation stopped(RunId run) {
    return new RunObservation(run, null, false, new Ending(now(), Cause.STOPPED, null, "stopped"));
  }

  private Duration graceLeft(AppSpec spec, Replica one) {
    Duration left = spec.serving().rollout().grace().minus(Duration.between(one.since(), now()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
