package gatehouse.server;

import gatehouse.core.administration.SealCheck;
import gatehouse.core.audit.AuditKey;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.doors.gateway.IdentityKeys;
import gatehouse.doors.ssh.HostKey;
import gatehouse.engines.runtimes.far.NodeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installation's keys: one that seals secrets, one that signs identities, one that signs the
 * audit, one by which clients of SSH recognise it. Drawn at the first start and readable by their
 * owner alone; the nodes of one installation share them.
 */
record Keys(Seal seal, IdentityKeys identity, AuditKey audit, HostKey host) {
  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
  private static final int SEAL_LENGTH = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
        IdentityKeys.of(new Secret(new String(jwk, StandardCharsets.UTF_8))),
        auditKey(folder.resolve("audit.pem")),
        hostKey(folder.resolve("ssh.pem")));
  }

  /** The key by which nodes know each other, drawn where there is none. */
  static NodeKey ofNodes(Path folder) throws IOException {
    Path file = folder.resolve("node.p12");
    try {
      return NodeKey.of(readOrDraw(file, NodeKey::draw));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage() + "; restore it from a backup", e);
    }
  }

  private static AuditKey auditKey(Path file) throws IOException {
    byte[] pem =
        readOrDraw(
            file, () -> AuditKey.draw().secretPem().value().getBytes(StandardCharsets.UTF_8));
    try {
      return AuditKey.of(new Secret(new String(pem, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage() + "; restore it from a backup", e);
    }
  }

  private static HostKey hostKey(Path file) throws IOException {
    byte[] pem =
        readOrDraw(file, () -> HostKey.draw().secretPem().value().getBytes(StandardCharsets.UTF_8));
    try {
      return HostKey.of(new Secret(new String(pem, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage() + "; restore it from a backup", e);
    }
  }

  /** Says so where the key is not the one that secrets here were sealed with. */
  void check(SealCheck.Samples samples, Path folder) {
    if (!SealCheck.holds(seal, samples)) {
      LOG.error(
          "the key is not the one that secrets were sealed with: S3 keys, API applications, data"
              + " stores and registries made before cannot be used; stop, put the file back from a"
              + " backup and start again, or make them anew: file={}",
          folder.resolve("key"));
    }
  }

  private static byte[] drawn(SecureRandom random) {
    byte[] key = new byte[SEAL_LENGTH];
    random.nextBytes(key);
    return key;
  }

  private interface Draw {
    byte[] key() throws IOException;
  }

  /**
   * Written to a draft first, so that a crash leaves no half a key; of nodes that start together
   * one comes first, and the others take its key.
   */
  private static byte[] readOrDraw(Path file, Draw draw) throws IOException {
    if (!Files.exists(file)) {
      Path draft = Files.createTempFile(file.getParent(), "draft", ".key", OWNER_ALONE);
      try {
        Files.write(draft, draw.key());
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        // Another node was faster.
      } finally {
        Files.delete(draft);
      }
    }
    return Files.readAllBytes(file);
  }
}
