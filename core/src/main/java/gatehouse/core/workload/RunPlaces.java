package gatehouse.core.workload;

import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs, wherever they are at home: what is done with them goes there. */
public final class RunPlaces {
  private final Homes homes;
  private final WorkloadRuntime here;
  private final FarRuns there;

  public RunPlaces(Homes homes, WorkloadRuntime here, FarRuns there) {
    this.homes = homes;
    this.here = here;
    this.there = there;
  }

  /** The runs of a runtime, and no others. */
  public static RunPlaces of(WorkloadRuntime runtime) {
    return new RunPlaces(Homes.only("here"), runtime, FarRuns.NONE);
  }

  /** Whether a workload of a home is looked after here. */
  boolean isHere(@Nullable String home) {
    return home == null || home.equals(homes.mine());
  }

  /** Where a port of a run is reached; never blocks. */
  Optional<Upstream> address(@Nullable String home, RunId run, int port) {
    return home == null || isHere(home) ? here.address(run, port) : there.address(home, run, port);
  }

  /** Whether the address of a run may come in a moment, its home being asked for it. */
  boolean isAsking(@Nullable String home, RunId run) {
    return !isHere(home) && there.isAsking(run);
  }

  LogChunk log(@Nullable String home, RunId run, long position, int most) {
    return home == null || isHere(home)
        ? here.log(run, position, most)
        : there.log(home, run, position, most);
  }

  long logTail(@Nullable String home, RunId run, int lines) {
    return home == null || isHere(home)
        ? here.logTail(run, lines)
        : there.logTail(home, run, lines);
  }

  BesideCommand exec(@Nullable String home, RunId run, CommandWish wish) {
    return home == null || isHere(home) ? here.exec(run, wish) : there.exec(home, run, wish);
  }
}
