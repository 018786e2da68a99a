package gatehouse.doors.cli.command;

import gatehouse.doors.cli.remote.Address;
import gatehouse.doors.cli.remote.Contexts;
import gatehouse.doors.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that stand before or after any verb. */
public abstract class GlobalOptions {
  private static final String DEFAULT_URL = "http://localhost:8080";

  private final World world;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The server (else GATEHOUSE_URL, else the one last signed in to).")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description = "Use this token instead of the saved sign-in (else GATEHOUSE_TOKEN).")
  private @Nullable String token;

  @Option(
      names = "--project",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description = "The project meant (else GATEHOUSE_PROJECT, else your own).")
  private @Nullable String project;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours (they are used on a terminal only; NO_COLOR works too).")
  private boolean noColour;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  /** Options that act in a world. */
  protected GlobalOptions(World world) {
    this.world = world;
  }

  /** What a verb works with. */
  public final Session session() {
    Contexts contexts = Contexts.in(world.contextFile());
    String where =
        firstOf(
            url,
            world.environment().get("GATEHOUSE_URL"),
            contexts.setting("url").orElse(null),
            DEFAULT_URL);
    String which =
        firstOf(
            project,
            world.environment().get("GATEHOUSE_PROJECT"),
            contexts.setting("project").orElse(null),
            "");
    return new Session(world, terminal(), contexts, Address.parse(where), which, token);
  }

  /** The terminal as the options ask for it. */
  public final Terminal terminal() {
    boolean plain = noColour || !world.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return plain ? world.terminal().plain() : world.terminal();
  }

  private static String firstOf(
      @Nullable String first, @Nullable String second, @Nullable String third, String last) {
    for (String candidate : new @Nullable String[] {first, second, third}) {
      if (candidate != null && !candidate.isBlank()) {
        return candidate;
      }
    }
    return last;
  }
}
