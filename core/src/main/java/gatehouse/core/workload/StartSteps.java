package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.DataSteps.Standing.Failed;
import gatehouse.core.workload.DataSteps.Standing.Missing;
import gatehouse.core.workload.DataSteps.Standing.Ready;
import gatehouse.core.workload.DataSteps.Standing.Waiting;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.util.function.Consumer;

/** From having room to being in the runtime's hands: workspace, data, image, start. */
final class StartSteps {
  private final WorkloadRuntime runtime;
  private final DataSteps data;
  private final WorkspaceSteps workspaces;
  private final AppSteps.Changing changing;

  /**
   * @param changing keeps a change, unless somebody changed what it was decided upon
   */
  StartSteps(
      WorkloadRuntime runtime,
      DataSteps data,
      WorkspaceSteps workspaces,
      AppSteps.Changing changing) {
    this.runtime = runtime;
    this.data = data;
    this.workspaces = workspaces;
    this.changing = changing;
  }

  /** Takes a workload that has room one step nearer to running; whether it went on. */
  boolean start(Workload workload) {
    return switch (workspaces.restore(workload)) {
      case Ready() -> pull(workload);
      case Waiting(), Missing() -> waitFor(workload, "its workspace is made anew of a backup");
      case Failed(String why) ->
          change(
              workload,
              course ->
                  Endings.refused(course, "its workspace could not be made of a backup: " + why));
    };
  }

  private boolean pull(Workload workload) {
    return switch (data.pull(workload)) {
      case Ready() -> prepare(workload);
      case Waiting() -> false;
      case Missing() ->
          change(
              workload,
              course -> {
                String from = DataSteps.sources(workload, Direction.PULL);
                course.on("INITIALIZING", "Initializing: bringing data from " + from);
                course.move(Direction.PULL);
              });
      case Failed(String why) ->
          change(
              workload, course -> Endings.refused(course, "its data could not be brought: " + why));
    };
  }

  private boolean prepare(Workload workload) {
    return switch (runtime.prepare(RunSpec.of(workload))) {
      case Preparation.Ready() -> startRun(workload);
      case Preparation.Underway(String code, String sentence) -> {
        String told = "Initializing: " + sentence;
        if (!workload.status().remark().sentence().equals(told)) {
          change(workload, course -> course.on(codeOf(workload, code), told));
        }
        yield false;
      }
      case Preparation.Failed(String code, String sentence) ->
          change(workload, course -> Endings.refused(course, code, sentence));
    };
  }

  /** The model has codes for images of jobs alone. */
  private static String codeOf(Workload workload, String code) {
    return workload.kind() == WorkloadKind.JOB ? code : "INITIALIZING";
  }

  private boolean startRun(Workload workload) {
    try {
      runtime.start(RunSpec.of(workload));
    } catch (Refused refused) {
      if (refused.refusal() instanceof Unavailable(String reason)) {
        return waitFor(workload, reason);
      }
      return change(
          workload, course -> Endings.refused(course, RefusalInWords.of(refused.refusal())));
    }
    return pending(workload);
  }

  /** Nothing can be started now: said once, and tried again at the next step. */
  private boolean waitFor(Workload workload, String reason) {
    String sentence = "Waiting: " + reason;
    if (!workload.status().remark().sentence().equals(sentence)) {
      change(workload, course -> course.on("INITIALIZING", sentence));
    }
    return false;
  }

  /** The runtime has the run of a workload. */
  boolean pending(Workload workload) {
    return change(
        workload,
        course -> {
          course.times(times -> times.pending(course.now()));
          switch (workload.kind()) {
            case JOB -> course.to(State.PENDING, course.now(), "PENDING", "Pending: starting");
            case NOTEBOOK -> course.on("PENDING", "Starting: the editor is being started");
            case APP -> {
              course.to(State.SCALING, course.now(), "SCALING", Telling.silent(workload.spec()));
              course.fleet(Fleet.first(course.now()));
            }
          }
        });
  }

  private boolean change(Workload seen, Consumer<Course> how) {
    return changing.change(seen, how);
  }
}
