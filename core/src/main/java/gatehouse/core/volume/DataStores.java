package gatehouse.core.volume;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Permits;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.DataStoreBook.Kept;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The S3 stores and git hosts that projects bring along. Their secrets are sealed, and told to who
 * may write.
 */
public final class DataStores {
  private static final int MOST = 100;
  private static final int LONGEST_SECRET = 20_000;

  private final DataStoreBook book;
  private final Permits permits;
  private final Seal seal;
  private final Consumer<URI> reach;
  private final InstantSource clock;

  /**
   * @param reach throws where a URL is none that this installation asks anything of
   */
  public DataStores(
      DataStoreBook book, Permits permits, Seal seal, Consumer<URI> reach, InstantSource clock) {
    this.book = book;
    this.permits = permits;
    this.seal = seal;
    this.reach = reach;
    this.clock = clock;
  }

  /** What opens a store; prints no secret. */
  public record Opened(DataStore store, Secret secret) {}

  /** A project's data stores. */
  public List<DataStore> list(Actor actor, ProjectId project) {
    permits.require(actor, Permission.OBJECT_READ, project);
    return book.list(project);
  }

  /** One of a project's data stores. */
  public DataStore get(Actor actor, ProjectId project, String alias) {
    permits.require(actor, Permission.OBJECT_READ, project);
    return kept(project, alias).store();
  }

  /** Adds one. */
  public DataStore add(
      Actor actor, ProjectId project, String alias, StoreKind kind, DataStoreWords words) {
    permits.require(actor, Permission.OBJECT_WRITE, project);
    Instant now = now();
    var store =
        new DataStore(
            project,
            alias,
            kind,
            said(words.endpoint(), "endpoint"),
            orEmpty(words.region()),
            orEmpty(words.accessKey()),
            orEmpty(words.hostKey()),
            now,
            now);
    Secret secret = checked(kind, said(words.secret(), "secret"));
    reach.accept(store.endpoint());
    if (book.list(project).size() >= MOST) {
      throw new Refused(new Conflict("A project has at most " + MOST + " data stores."));
    }
    if (!book.add(kept(store, secret), line(actor, "add", store))) {
      throw new Refused(new Conflict("There is a data store " + alias + " already."));
    }
    return store;
  }

  /** Changes one; what is null stays. Another endpoint takes the secret anew. */
  public DataStore update(Actor actor, ProjectId project, String alias, DataStoreWords words) {
    permits.require(actor, Permission.OBJECT_WRITE, project);
    Kept before = kept(project, alias);
    DataStore old = before.store();
    URI endpoint = words.endpoint() == null ? old.endpoint() : words.endpoint();
    String hostKey = words.hostKey() == null ? old.hostKey() : words.hostKey();
    boolean elsewhere = !endpoint.equals(old.endpoint()) || !hostKey.equals(old.hostKey());
    if (elsewhere && words.secret() == null) {
      throw new Refused(
          new Conflict("Another endpoint needs the secret key anew: it is not sent elsewhere."));
    }
    var store =
        new DataStore(
            project,
            old.alias(),
            old.kind(),
            endpoint,
            words.region() == null ? old.region() : words.region(),
            words.accessKey() == null ? old.accessKey() : words.accessKey(),
            hostKey,
            old.createdAt(),
            now());
    reach.accept(store.endpoint());
    Secret kept =
        words.secret() == null
            ? seal.open(before.sealedSecret(), old.sealContext())
            : checked(old.kind(), words.secret());
    if (!book.replace(kept(store, kept), line(actor, "update", store))) {
      throw noSuch(alias);
    }
    return store;
  }

  /** Removes one; what is in it stays. */
  public void delete(Actor actor, ProjectId project, String alias) {
    permits.require(actor, Permission.OBJECT_WRITE, project);
    DataStore store = kept(project, alias).store();
    if (!book.remove(project, alias, line(actor, "delete", store))) {
      throw noSuch(alias);
    }
  }

  /** One with its secret, for somebody who is about to use it; that is audited. */
  public Opened auth(Actor actor, ProjectId project, String alias) {
    permits.require(actor, Permission.OBJECT_WRITE, project);
    Opened opened = open(project, alias);
    book.audit(line(actor, "auth", opened.store()));
    return opened;
  }

  /**
   * One with its secret, for this installation itself.
   *
   * @throws Refused where there is none, or its address is none that is asked anything (any more)
   */
  public Opened open(ProjectId project, String alias) {
    Kept kept = kept(project, alias);
    reach.accept(kept.store().endpoint());
    return new Opened(kept.store(), seal.open(kept.sealedSecret(), kept.store().sealContext()));
  }

  /** Throws where a URL is none that this installation asks anything of. */
  public void requireReach(URI url) {
    reach.accept(url);
  }

  /** Whether an alias is that of a store of git repositories. */
  public boolean isGit(ProjectId project, String alias) {
    return book.find(project, alias).filter(kept -> kept.store().kind().isGit()).isPresent();
  }

  private static Secret checked(StoreKind kind, Secret secret) {
    String text = secret.value();
    boolean fine =
        switch (kind) {
          case S3 -> !text.isBlank();
          case GIT_PASSWORD -> !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
          case GIT_KEY -> text.startsWith("-----BEGIN ") && text.contains("PRIVATE KEY-----");
        };
    if (!fine || text.length() > LONGEST_SECRET) {
      throw new Refused(
          new Invalid(
              kind == StoreKind.GIT_KEY ? "privateKey" : "secret",
              kind == StoreKind.GIT_KEY
                  ? "a private key without passphrase, as ssh-keygen writes it"
                  : "one line, not empty"));
    }
    return secret;
  }

  private static <T> T said(@Nullable T given, String field) {
    if (given == null) {
      throw new Refused(new Invalid(field, "there and not empty"));
    }
    return given;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private Kept kept(ProjectId project, String alias) {
    return book.find(project, alias).orElseThrow(() -> noSuch(alias));
  }

  private Kept kept(DataStore store, Secret secret) {
    return new Kept(store, seal.seal(secret, store.sealContext()));
  }

  private static AuditLine line(Actor actor, String verb, DataStore store) {
    return actor.did(
        "datastore." + verb,
        "datastore:" + store.alias(),
        Map.of("project", store.project().value(), "endpoint", store.endpoint().toString()));
  }

  private static Refused noSuch(String alias) {
    return new Refused(new NotFound("data store", alias));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
