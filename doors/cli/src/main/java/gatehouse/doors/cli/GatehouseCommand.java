package gatehouse.doors.cli;

import gatehouse.doors.cli.account.AccountCommand;
import gatehouse.doors.cli.app.AppCommand;
import gatehouse.doors.cli.application.ApplicationCommand;
import gatehouse.doors.cli.audit.AuditCommand;
import gatehouse.doors.cli.bucket.BucketCommand;
import gatehouse.doors.cli.capabilities.CapabilitiesCommand;
import gatehouse.doors.cli.command.GlobalOptions;
import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.completion.CompletionCommand;
import gatehouse.doors.cli.config.ConfigCommand;
import gatehouse.doors.cli.datastore.DataStoreCommand;
import gatehouse.doors.cli.egress.EgressCommand;
import gatehouse.doors.cli.explain.ExplainCommand;
import gatehouse.doors.cli.framework.FrameworkCommand;
import gatehouse.doors.cli.job.JobCommand;
import gatehouse.doors.cli.node.NodeCommand;
import gatehouse.doors.cli.notebook.NotebookCommand;
import gatehouse.doors.cli.policy.PolicyCommand;
import gatehouse.doors.cli.project.ProjectCommand;
import gatehouse.doors.cli.quota.QuotaCommand;
import gatehouse.doors.cli.registry.RegistryCommand;
import gatehouse.doors.cli.role.RoleCommand;
import gatehouse.doors.cli.s3key.S3KeyCommand;
import gatehouse.doors.cli.sign.LoginCommand;
import gatehouse.doors.cli.sign.LogoutCommand;
import gatehouse.doors.cli.sign.MeCommand;
import gatehouse.doors.cli.token.TokenCommand;
import gatehouse.doors.cli.usage.UsageCommand;
import gatehouse.doors.cli.user.UserCommand;
import gatehouse.doors.cli.volume.VolumeCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse}: the root of the command tree. */
@Command(
    name = "gatehouse",
    versionProvider = VersionCommand.Known.class,
    description = "Users and roles for AI notebooks, jobs and apps on machines of your own.",
    subcommands = {
      LoginCommand.class,
      LogoutCommand.class,
      MeCommand.class,
      ConfigCommand.class,
      AccountCommand.class,
      NodeCommand.class,
      ProjectCommand.class,
      UserCommand.class,
      RoleCommand.class,
      TokenCommand.class,
      S3KeyCommand.class,
      PolicyCommand.class,
      ApplicationCommand.class,
      JobCommand.class,
      NotebookCommand.class,
      AppCommand.class,
      BucketCommand.class,
      DataStoreCommand.class,
      VolumeCommand.class,
      FrameworkCommand.class,
      RegistryCommand.class,
      CapabilitiesCommand.class,
      EgressCommand.class,
      QuotaCommand.class,
      UsageCommand.class,
      ExplainCommand.class,
      AuditCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
      VersionCommand.class
    },
    footer = {
      "  gatehouse login -u admin",
      "  gatehouse user create \"Ada\" --role ai_training_operator",
      "  gatehouse job run host --follow -- python3 -c 'print(42)'",
      "",
      "On the machine itself, the launcher also knows: up, stop, status, demo, test, build."
    })
final class GatehouseCommand extends GlobalOptions implements Runnable {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which version this is.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Spec private @Nullable CommandSpec spec;

  GatehouseCommand(World world) {
    super(world);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "Say what to do. See all of it with: gatehouse --help");
    }
  }
}
