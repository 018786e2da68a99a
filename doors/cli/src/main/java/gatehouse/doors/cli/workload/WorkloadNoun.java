package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Noun;

/** The noun that shared verbs stand under. */
public abstract class WorkloadNoun extends Noun {
  /** Which kind it is. */
  public abstract Kind kind();
}
