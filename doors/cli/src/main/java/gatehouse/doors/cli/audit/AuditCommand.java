package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse audit}. */
@Command(
    name = "audit",
    description = "Who did what to whom, from where, by which credential.",
    subcommands = {
      AuditListCommand.class,
      AuditExportCommand.class,
      AuditVerifyCommand.class,
      AuditKeyCommand.class
    },
    footer = {
      "  gatehouse audit list --action user.create",
      "  gatehouse audit export --to audit.ndjson",
      "  gatehouse audit verify audit.ndjson --key gatehouse-audit.pem"
    })
public final class AuditCommand extends Noun {}
