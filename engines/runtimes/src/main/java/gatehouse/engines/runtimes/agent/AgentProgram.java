package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The keeper and PID 1 of every sandbox: a static program carried in the jar. */
final class AgentProgram {
  private AgentProgram() {}

  /**
   * Puts the program into a folder, unless it is there already. Its name carries its hash, so that
   * runs of an earlier version keep theirs.
   */
  static Path unpackInto(Path folder) throws IOException {
    byte[] program = carried();
    Path file = folder.resolve("agent-" + hash(program).substring(0, 16));
    if (!Files.isExecutable(file) || Files.size(file) != program.length) {
      Path fresh = Files.createTempFile(folder, "agent", ".new");
      Files.write(fresh, program);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static byte[] carried() throws IOException {
    try (InputStream stream = AgentProgram.class.getResourceAsStream("agent")) {
      if (stream == null) {
        throw new IOException("this build carries no agent: it was made without a C compiler");
      }
      return stream.readAllBytes();
    }
  }

  private static String hash(byte[] program) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(program));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
