package gatehouse.doors.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is remembered between two commands, in a file only its owner reads: the server in use, the
 * project in use, and a credential per server, so that none is ever sent to another.
 */
public final class Contexts {
  private final Path file;
  private final ObjectNode content;

  private Contexts(Path file, ObjectNode content) {
    this.file = file;
    this.content = content;
  }

  /** Reads the file; a missing one remembers nothing. */
  public static Contexts in(Path file) {
    try {
      if (Files.exists(file)
          && Json.read(Files.readString(file, StandardCharsets.UTF_8)) instanceof ObjectNode read) {
        return new Contexts(file, read);
      }
      return new Contexts(file, Json.object());
    } catch (IOException | JacksonException e) {
      throw new Failure("Cannot read " + file + ". Delete it and sign in again: gatehouse login");
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** A setting: {@code url} or {@code project}. */
  public Optional<String> setting(String name) {
    return content.path(name).asStringOpt().filter(value -> !value.isBlank());
  }

  /** Remembers a setting; blank forgets it. */
  public void set(String name, String value) {
    if (value.isBlank()) {
      content.remove(name);
    } else {
      content.put(name, value);
    }
  }

  /** The credential for a server. */
  public Optional<Saved> credential(Address address) {
    JsonNode saved = content.path("servers").path(address.toString());
    String token = saved.path("token").asString("");
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Saved(
                token, saved.path("name").asString(""), saved.path("session").asBoolean(false)));
  }

  /** Remembers the credential for a server, and makes it the server in use. */
  public void signIn(Address address, Saved saved) {
    ObjectNode server = servers().putObject(address.toString());
    server.put("name", saved.name()).put("token", saved.token()).put("session", saved.session());
    set("url", address.toString());
  }

  /** The key for the object storage of a server. */
  public Optional<StorageKey> storageKey(Address address) {
    JsonNode kept = content.path("servers").path(address.toString()).path("storage");
    String access = kept.path("access").asString("");
    return access.isEmpty()
        ? Optional.empty()
        : Optional.of(new StorageKey(access, kept.path("secret").asString("")));
  }

  /** Remembers the key for the object storage of a server, until one signs in or out there. */
  public void keepStorageKey(Address address, StorageKey key) {
    ObjectNode server =
        servers().path(address.toString()) instanceof ObjectNode there
            ? there
            : servers().putObject(address.toString());
    server.putObject("storage").put("access", key.access()).put("secret", key.secret());
  }

  /** Forgets the credential for a server. */
  public void signOut(Address address) {
    servers().remove(address.toString());
  }

  /** Writes the file, whole or not at all. */
  public void save() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IOException("no folder");
      }
      Files.createDirectories(folder);
      Path fresh =
          Files.createTempFile(
              folder,
              "context",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, Json.pretty(content) + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("Cannot write " + file + ": " + e.getMessage() + ".");
    }
  }

  private ObjectNode servers() {
    return content.path("servers") instanceof ObjectNode servers
        ? servers
        : content.putObject("servers");
  }

  /**
   * A credential as remembered.
   *
   * @param session whether signing out ends it at the server; an application token lives on
   */
  public record Saved(String token, String name, boolean session) {
    @Override
    public String toString() {
      return "Saved[" + name + ", ***]";
    }
  }

  /** A key pair as remembered. */
  public record StorageKey(String access, String secret) {
    @Override
    public String toString() {
      return "StorageKey[" + access + ", ***]";
    }
  }
}
