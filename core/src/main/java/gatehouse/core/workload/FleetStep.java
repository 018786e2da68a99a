package gatehouse.core.workload;

import org.jspecify.annotations.Nullable;

/** The next thing to be done with the replicas of an app. */
sealed interface FleetStep {

  /** Keep other replicas. */
  record Become(Fleet fleet, @Nullable String event) implements FleetStep {}

  /** Start one replica more of the present version, where there is room. */
  record Grow() implements FleetStep {}

  /** The app is over, as its last replica is. */
  record Finish(Replica last) implements FleetStep {}

  /** Go back to a version that still serves. */
  record GoBack(Fleet.Version to, String why) implements FleetStep {}

  /** Nothing now. */
  record Rest() implements FleetStep {}
}
