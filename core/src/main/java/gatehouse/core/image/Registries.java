package gatehouse.core.image;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Permits;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.image.RegistryBook.Kept;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The registries at which projects have accounts. Passwords are sealed and told to nobody. */
public final class Registries implements RegistryLogins {
  private static final int MOST = 100;
  private static final int LONGEST_PASSWORD = 10_000;

  private final RegistryBook book;
  private final Permits permits;
  private final Seal seal;
  private final InstantSource clock;

  public Registries(RegistryBook book, Permits permits, Seal seal, InstantSource clock) {
    this.book = book;
    this.permits = permits;
    this.seal = seal;
    this.clock = clock;
  }

  /** A project's registries, oldest first. */
  public List<Registry> list(Actor actor, ProjectId project) {
    permits.require(actor, Permission.REGISTRY_MANAGE, project);
    return book.list(project).stream().map(Kept::registry).toList();
  }

  /** One of a project's registries. */
  public Registry get(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.REGISTRY_MANAGE, project);
    return kept(project, id).registry();
  }

  /** Adds an account at a registry. */
  public Registry add(
      Actor actor, ProjectId project, String url, String username, Secret password) {
    permits.require(actor, Permission.REGISTRY_MANAGE, project);
    requirePassword(password);
    Standing standing = actor.caller().standingOrNull();
    Instant now = now();
    String user = standing == null ? "" : standing.name().value();
    var registry = new Registry(UUID.randomUUID(), project, url, username, user, now, now);
    if (book.list(project).size() >= MOST) {
      throw new Refused(new Conflict("A project has at most " + MOST + " registries."));
    }
    if (!book.add(kept(registry, password), line(actor, "add", registry))) {
      throw taken(registry);
    }
    return registry;
  }

  /** Changes one; what is null stays. Another host or name takes the password anew. */
  public Registry update(
      Actor actor,
      ProjectId project,
      UUID id,
      @Nullable String url,
      @Nullable String username,
      @Nullable Secret password) {
    permits.require(actor, Permission.REGISTRY_MANAGE, project);
    Kept before = kept(project, id);
    Registry old = before.registry();
    var registry =
        new Registry(
            id,
            project,
            url == null ? old.url() : url,
            username == null ? old.username() : username,
            old.user(),
            old.createdAt(),
            now());
    if (password == null && !registry.sealContext().equals(old.sealContext())) {
      throw new Refused(
          new Conflict("Another host or name needs the password anew: it is not sent elsewhere."));
    }
    Secret kept =
        password == null ? seal.open(before.sealedPassword(), old.sealContext()) : password;
    requirePassword(kept);
    if (!book.replace(kept(registry, kept), line(actor, "update", registry))) {
      throw taken(registry);
    }
    return registry;
  }

  /** Forgets one. */
  public void delete(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.REGISTRY_MANAGE, project);
    Registry registry = kept(project, id).registry();
    if (!book.remove(project, id, line(actor, "delete", registry))) {
      throw noSuch(id);
    }
  }

  @Override
  public Optional<RegistryLogin> of(ProjectId project, ImageName.Remote image) {
    return book.list(project).stream()
        .filter(kept -> kept.registry().fits(image))
        .max(Comparator.comparingInt(kept -> kept.registry().url().length()))
        .map(
            kept ->
                new RegistryLogin(
                    kept.registry().username(),
                    seal.open(kept.sealedPassword(), kept.registry().sealContext())));
  }

  private Kept kept(ProjectId project, UUID id) {
    return book.find(project, id).orElseThrow(() -> noSuch(id));
  }

  private Kept kept(Registry registry, Secret password) {
    return new Kept(registry, seal.seal(password, registry.sealContext()));
  }

  private static void requirePassword(Secret password) {
    if (password.value().isEmpty() || password.value().length() > LONGEST_PASSWORD) {
      throw new Refused(new Invalid("password", "1 to " + LONGEST_PASSWORD + " characters"));
    }
  }

  private static AuditLine line(Actor actor, String verb, Registry registry) {
    return actor.did(
        "registry." + verb,
        "registry:" + registry.id(),
        Map.of(
            "project", registry.project().value(),
            "url", registry.url(),
            "username", registry.username()));
  }

  private static Refused noSuch(UUID id) {
    return new Refused(new NotFound("registry", id.toString()));
  }

  private static Refused taken(Registry registry) {
    return new Refused(
        new Conflict("The project has an account at " + registry.url() + " already: update it."));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
