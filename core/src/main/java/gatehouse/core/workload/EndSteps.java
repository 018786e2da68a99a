package gatehouse.core.workload;

import gatehouse.core.workload.DataSteps.Standing.Failed;
import gatehouse.core.workload.DataSteps.Standing.Missing;
import gatehouse.core.workload.DataSteps.Standing.Ready;
import gatehouse.core.workload.DataSteps.Standing.Waiting;
import gatehouse.core.workload.RunObservation.Ending;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done when a run is over, until that is said. */
final class EndSteps {
  private final DataSteps data;
  private final WorkspaceSteps workspaces;
  private final InstantSource clock;
  private final AppSteps.Changing changing;

  /**
   * @param changing keeps a change, unless somebody changed what it was decided upon
   */
  EndSteps(
      DataSteps data, WorkspaceSteps workspaces, InstantSource clock, AppSteps.Changing changing) {
    this.data = data;
    this.workspaces = workspaces;
    this.clock = clock;
    this.changing = changing;
  }

  /** A run is over; what it left is written back before that is said. */
  boolean end(Workload workload, @Nullable RunObservation seen) {
    Ending known = seen == null ? null : seen.ending();
    Ending ending =
        known == null ? Endings.lost(clock.instant().truncatedTo(ChronoUnit.MICROS)) : known;
    return switch (data.push(workload)) {
      case Ready() -> save(workload, seen, ending);
      case Waiting() -> false;
      case Missing() ->
          changing.change(workload, course -> Endings.writingBack(course, seen, ending));
      case Failed(String why) ->
          changing.change(workload, course -> Endings.notWrittenBack(course, why));
    };
  }

  /** What a notebook keeps is saved before it is said that its run is over. */
  private boolean save(Workload workload, @Nullable RunObservation seen, Ending ending) {
    return switch (workspaces.save(workload)) {
      case Ready() -> changing.change(workload, course -> settle(course, seen, ending));
      case Failed(String why) ->
          changing.change(
              workload,
              course -> {
                settle(course, seen, ending);
                course.remark("Not saved: " + why + ". The workspace itself is kept as it is.");
              });
      case Waiting(), Missing() ->
          !Endings.isSaving(workload)
              && changing.change(workload, course -> Endings.saving(course, seen, ending));
    };
  }

  private static void settle(Course course, @Nullable RunObservation seen, Ending ending) {
    if (seen == null) {
      Endings.lost(course);
    } else {
      Endings.ended(course, seen, ending);
    }
  }

  /** Whether nothing runs any more, as far as the runtime knows. */
  static boolean isOver(Optional<RunObservation> seen) {
    return seen.isEmpty() || seen.get().ending() != null;
  }
}
