package gatehouse.engines.runtimes.agent;

import com.sun.management.OperatingSystemMXBean;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import gatehouse.core.workload.WorkloadRuntime.RuntimeImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine: what it has, what it runs, and who we are on it. */
public final class Machine {
  public static final String IMAGE = "host";

  private Machine() {}

  /**
   * @param workspace the limit of what one workload may keep, bytes; 0 for none
   */
  public static Inventory inventory(long workspace, Gpus gpus) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Inventory(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        gpus.list(),
        workspace);
  }

  /**
   * The one image that is always here: the machine's own programs.
   *
   * @param plain whether they run without a sandbox
   */
  public static RuntimeImage image(boolean plain) {
    String name = release("PRETTY_NAME", "Linux");
    return new RuntimeImage(
        IMAGE,
        name,
        "This machine's own programs: "
            + name
            + (plain ? ". NOT in a sandbox: plain processes of the server's own user." : ""),
        release("VERSION_ID", "unknown"));
  }

  /** The user id of this process; 0 for root. */
  public static int user() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static String release(String name, String otherwise) {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
        if (line.startsWith(name + "=")) {
          return line.substring(name.length() + 1).replace("\"", "");
        }
      }
    } catch (IOException e) {
      return otherwise;
    }
    return otherwise;
  }
}
