package gatehouse.doors.cli.app;

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

/** {@code gatehouse app}. */
@Command(
    name = "app",
    description = "Apps: an HTTP server with a URL that stays.",
    subcommands = {
      AppRunCommand.class,
      ListWorkloads.class,
      GetWorkload.class,
      LogsOfWorkload.class,
      ExecInWorkload.class,
      StartWorkload.class,
      StopWorkload.class,
      AppScaleCommand.class,
      AppUpdateCommand.class,
      AppSetImageCommand.class,
      PullData.class,
      PushData.class,
      LabelWorkload.class,
      DeleteWorkload.class
    },
    footer = {
      "  gatehouse app run host --wait -- python3 -m http.server 8080",
      "  gatehouse app list"
    })
public final class AppCommand extends WorkloadNoun {
  @Override
  public Kind kind() {
    return Kind.APP;
  }
}
