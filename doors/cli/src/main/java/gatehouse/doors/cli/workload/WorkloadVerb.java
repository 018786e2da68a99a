package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Verb;

/** A verb that jobs, notebooks and apps share: the noun before it says which. */
public abstract class WorkloadVerb extends Verb {
  /** The kind meant. */
  protected final Kind kind() {
    var noun = (WorkloadNoun) spec().parent().userObject();
    return noun.kind();
  }
}
