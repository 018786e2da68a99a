package gatehouse.doors.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse version}: the same as {@code --version}. */
@Command(
    name = "version",
    description = "Say which version of Gatehouse this command is.",
    footer = "  gatehouse version")
final class VersionCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    var root = Objects.requireNonNull(spec).root().commandLine();
    root.printVersionHelp(root.getOut());
  }

  /** What the build wrote beside the classes; a version being worked on where it wrote nothing. */
  static final class Known implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Main.class.getPackage().getImplementationVersion();
      return new String[] {"gatehouse " + (built == null ? "of no release" : built)};
    }
  }
}
