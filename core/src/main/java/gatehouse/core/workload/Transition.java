package gatehouse.core.workload;

import java.time.Instant;

/** That a workload came into a state. */
public record Transition(State state, Instant at) {}
