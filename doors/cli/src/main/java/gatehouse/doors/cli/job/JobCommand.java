package gatehouse.doors.cli.job;

import gatehouse.doors.cli.workload.DeleteWorkload;
import gatehouse.doors.cli.workload.ExecInWorkload;
import gatehouse.doors.cli.workload.GetWorkload;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.LabelWorkload;
import gatehouse.doors.cli.workload.ListWorkloads;
import gatehouse.doors.cli.workload.LogsOfWorkload;
import gatehouse.doors.cli.workload.PullData;
import gatehouse.doors.cli.workload.PushData;
import gatehouse.doors.cli.workload.StartWorkload;
import gatehouse.doors.cli.workload.StopWorkload;
import gatehouse.doors.cli.workload.WorkloadNoun;
import picocli.CommandLine.Command;

/** {@code gatehouse job}. */
@Command(
    name = "job",
    description = "Jobs: a command that runs to its end.",
    subcommands = {
      JobRunCommand.class,
      JobRerunCommand.class,
      ListWorkloads.class,
      GetWorkload.class,
      LogsOfWorkload.class,
      ExecInWorkload.class,
      StartWorkload.class,
      StopWorkload.class,
      PullData.class,
      PushData.class,
      LabelWorkload.class,
      DeleteWorkload.class
    },
    footer = {"  gatehouse job run host -- python3 train.py", "  gatehouse job logs -f ID"})
public final class JobCommand extends WorkloadNoun {
  @Override
  public Kind kind() {
    return Kind.JOB;
  }
}
