package gatehouse.server;

import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.doors.gateway.IdentityKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * The installation's keys: one that seals secrets, one that signs identities. Drawn at the first
 * start and readable by their owner alone; the nodes of one installation share them.
 */
record Keys(Seal seal, IdentityKeys identity) {
  private static final int SEAL_LENGTH = 32;

  static Keys in(Path folder, SecureRandom random) throws IOException {
    Files.createDirectories(folder);
    Path sealing = folder.resolve("key");
    byte[] key = readOrDraw(sealing, () -> drawn(random));
    if (key.length != SEAL_LENGTH) {
      throw new IOException(sealing + " does not hold a key of 32 bytes: restore it from a backup");
    }
    byte[] jwk =
        readOrDraw(
            folder.resolve("identity.jwk"),
            () -> IdentityKeys.draw().secretJwk().value().getBytes(StandardCharsets.UTF_8));
    return new Keys(
        new Seal(key, random),
        IdentityKeys.of(new Secret(new String(jwk, StandardCharsets.UTF_8))));
  }

  private static byte[] drawn(SecureRandom random) {
    byte[] key = new byte[SEAL_LENGTH];
    random.nextBytes(key);
    return key;
  }

  /** Written to a draft first, so that a crash leaves no half a key. */
  private static byte[] readOrDraw(Path file, Supplier<byte[]> draw) throws IOException {
    if (!Files.exists(file)) {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(draft, draw.get());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readAllBytes(file);
  }
}
