package gatehouse.doors.cli;

import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command tree, with how it shows help and how it answers when something is wrong. */
final class Tree {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int WIDTH = 100;

  private Tree() {}

  static CommandLine in(World world) {
    var root = new GatehouseCommand(world);
    var tree = new CommandLine(root);
    tree.setOut(writer(world.terminal().out()));
    tree.setErr(writer(world.terminal().err()));
    tree.setUsageHelpWidth(WIDTH);
    tree.setUsageHelpAutoWidth(false);
    tree.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    tree.setExecutionExceptionHandler(
        (failure, command, arguments) -> failed(root.terminal(), failure, command));
    tree.setParameterExceptionHandler((misuse, arguments) -> misused(root.terminal(), misuse));
    dress(tree);
    return tree;
  }

  /**
   * Gives every verb the same shape of help; the global options are explained once, at the root.
   */
  private static void dress(CommandLine command) {
    var usage = command.getCommandSpec().usageMessage();
    usage.footerHeading("%nExamples:%n").optionListHeading("%nOptions:%n");
    usage.parameterListHeading("%n").commandListHeading("%nCommands:%n").descriptionHeading("%n");
    if (command.getParent() != null) {
      usage.sectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, Tree::own);
      usage.abbreviateSynopsis(true);
    }
    command.getSubcommands().values().forEach(Tree::dress);
  }

  private static String own(Help help) {
    List<OptionSpec> own =
        help.commandSpec().options().stream().filter(option -> !option.inherited()).toList();
    return help.optionListExcludingGroups(own) + "Options for all commands: gatehouse --help\n";
  }

  private static int failed(Terminal terminal, Exception failure, CommandLine command) {
    return switch (failure) {
      case Failure known -> {
        terminal.error(known.sentence());
        yield FAILED;
      }
      case TypeConversionException wrong ->
          misused(terminal, new ParameterException(command, wrong.getMessage() + "."));
      default -> {
        terminal.error("Something unforeseen: " + failure);
        yield FAILED;
      }
    };
  }

  private static int misused(Terminal terminal, ParameterException misuse) {
    terminal.error(sentence(misuse));
    CommandLine command = misuse.getCommandLine();
    var out = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
    UnmatchedArgumentException.printSuggestions(misuse, out);
    out.flush();
    terminal.remark("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return MISUSED;
  }

  private static String sentence(ParameterException misuse) {
    if (misuse instanceof UnmatchedArgumentException unmatched) {
      return "not understood: " + String.join(" ", unmatched.getUnmatched());
    }
    String said = misuse.getMessage();
    return said == null ? "these words make no sense together" : said.replaceFirst("^Error: ", "");
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
