package gatehouse.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a first start leaves: data, copied for each server that needs some, and an archive of the
 * classes that starting needs. Made once, because both take longer than most tests.
 */
final class FirstStart {
  private static final long SECONDS = 60;
  private static final Path FOLDER = folder();

  /**
   * What the server is started from, without what tests bring, and as jars: only those can be
   * archived.
   */
  static final String CLASS_PATH = classPath();

  private FirstStart() {}

  /** Where the classes are archived by the first server that ends in peace. */
  static Path archive() {
    return FOLDER.resolve("server.jsa");
  }

  /** Puts a copy of the data at a path where nothing is yet. */
  static void copyTo(Path data) throws IOException {
    run("cp", "-a", Data.MADE.toString(), data.toString());
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("gatehouse-first-start");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static void remove(Path folder) {
    try {
      run("rm", "-rf", folder.toString());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> !each.endsWith("test-classes") && !each.endsWith("-tests.jar"))
        .map(each -> each.endsWith(".jar") ? each : jarOf(Path.of(each)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jarOf(Path classes) {
    String name = classes.toAbsolutePath().toString().replace('/', '-') + ".jar";
    String jar = FOLDER.resolve(name).toString();
    try {
      run(java("jar"), "-cf", jar, "-C", classes.toString(), ".");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
    return jar;
  }

  /** A program of this JDK. */
  static String java(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("failed: " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Made when it is first asked for. */
  private static final class Data {
    static final Path MADE = make();

    private static Path make() {
      try {
        Path data = FOLDER.resolve("data");
        ServerProcess.first(data).close();
        return data;
      } catch (IOException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
