package gatehouse.doors.cli.account;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.PasswordSource;
import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse account password}. */
@Command(
    name = "password",
    description = "Set an account's password; the old one and the sessions it opened end.",
    footer = {
      "  gatehouse account password ada",
      "  gatehouse account password ada --password-from-stdin < file"
    })
public final class AccountPasswordCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "The account's name.")
  private String name = "";

  @ArgGroup private @Nullable PasswordSource source;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) throws IOException {
    String password = PasswordSource.read(source, session, spec(), "New password: ");
    JsonNode answer =
        session
            .remote()
            .put(Accounts.under(name, "password"), Json.object().put("password", password));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("The password of " + name + " is set.");
          ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
        });
    return 0;
  }
}
