package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse audit}. */
@Command(
    name = "audit",
    description = "Who did what to whom, from where, by which credential.",
    subcommands = {AuditListCommand.class, AuditExportCommand.class, AuditVerifyCommand.class},
    footer = {
      "  gatehouse audit list --action user.create",
      "  gatehouse audit export --to audit.ndjson",
      "  gatehouse audit verify audit.ndjson"
    })
public final class AuditCommand extends Noun {}
