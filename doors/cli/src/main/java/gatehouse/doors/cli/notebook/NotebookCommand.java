package gatehouse.doors.cli.notebook;

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

/** {@code gatehouse notebook}. */
@Command(
    name = "notebook",
    description = "Notebooks: an editor in the browser.",
    subcommands = {
      NotebookRunCommand.class,
      ListWorkloads.class,
      GetWorkload.class,
      LogsOfWorkload.class,
      ExecInWorkload.class,
      StartWorkload.class,
      StopWorkload.class,
      NotebookRestartCommand.class,
      NotebookPatchCommand.class,
      BackupCommand.class,
      PullData.class,
      PushData.class,
      LabelWorkload.class,
      DeleteWorkload.class
    },
    footer = {"  gatehouse notebook run --wait", "  gatehouse notebook list"})
public final class NotebookCommand extends WorkloadNoun {
  @Override
  public Kind kind() {
    return Kind.NOTEBOOK;
  }
}
