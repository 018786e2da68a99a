package gatehouse.server;

import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.doors.gateway.IdentityKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The installation's keys: one that seals secrets, one that signs identities. */
record Keys(Seal seal, IdentityKeys identity) {

  static Keys of(DataFolder folder, SecureRandom random) throws IOException {
    return new Keys(new Seal(folder.key(random), random), identity(folder));
  }

  private static IdentityKeys identity(DataFolder folder) throws IOException {
    Path file = folder.path().resolve("identity.jwk");
    if (!Files.exists(file)) {
      Path draft = folder.path().resolve("identity.jwk.draft");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, IdentityKeys.draw().secretJwk().value());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return IdentityKeys.of(new Secret(Files.readString(file)));
  }
}
