package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.cli.command.Pause;
import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole help, as one file to review. Rewritten with {@code -Dhelp.tree=write}. */
class HelpTreeTest {
  private static final Path SNAPSHOT = Path.of("src/test/resources/help-tree.txt");

  @Test
  void theHelpOfEveryCommandIsAsReviewed() throws IOException {
    var text = new StringBuilder();
    commands()
        .forEach(
            (name, command) ->
                text.append("=== ")
                    .append(name)
                    .append('\n')
                    .append(command.getUsageMessage())
                    .append('\n'));
    if ("write".equals(System.getProperty("help.tree"))) {
      Files.writeString(SNAPSHOT, text);
    }

    assertThat(text.toString()).isEqualTo(Files.readString(SNAPSHOT));
  }

  @Test
  void everyCommandSaysWhatItDoesAndShowsAnExampleOfItself() {
    commands()
        .forEach(
            (name, command) -> {
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(name)
                  .isNotEmpty();
              String help = command.getUsageMessage();
              assertThat(help.substring(help.indexOf("Examples:")))
                  .as(name)
                  .contains(name.equals("gatehouse") ? "gatehouse login" : name);
            });
  }

  private static Map<String, CommandLine> commands() {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(nowhere, nowhere, new ByteArrayInputStream(new byte[0]), null, false);
    var world =
        new World(
            Map.of(), Path.of("."), terminal, InstantSource.system(), ZoneOffset.UTC, Pause.real());
    var all = new LinkedHashMap<String, CommandLine>();
    collect(Tree.in(world), all);
    return all;
  }

  private static void collect(CommandLine command, Map<String, CommandLine> into) {
    into.put(command.getCommandSpec().qualifiedName(), command);
    command.getSubcommands().values().stream()
        .distinct()
        .forEach(subcommand -> collect(subcommand, into));
  }
}
