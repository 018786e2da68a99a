package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.SecretKind;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The accounts that own the installation. One of them at least can always sign in. */
public final class Accounts {
  private static final Duration SET_UP_WITHIN = Duration.ofDays(1);
  private static final int SHORTEST_PASSWORD = 10;
  private static final int LONGEST_PASSWORD = 1024;

  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final PasswordHasher hasher;
  private final Secrets secrets;
  private final InstantSource clock;

  public Accounts(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      PasswordHasher hasher,
      Secrets secrets,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.hasher = hasher;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** An account that was made, and the code of the link by which its password is set. */
  public record NewAccount(Account account, Secret setUpCode) {}

  /** What the very first start made; empty where an account was there already. */
  public record FirstAccount(
      Account account, Optional<Secret> password, Optional<Secret> setUpCode) {}

  /** All accounts. */
  public List<Account> list(Actor actor) {
    permits.require(actor, Permission.ACCOUNT_MANAGE, Resource.INSTALLATION);
    return store.accounts();
  }

  /**
   * Makes the first account, where there is none.
   *
   * @param given the password to set, or empty to have one generated
   */
  public Optional<FirstAccount> createFirst(UserName name, Optional<Secret> given) {
    if (!store.accounts().isEmpty()) {
      return Optional.empty();
    }
    given.ifPresent(Accounts::requireLong);
    Secret password = given.orElseGet(secrets::password);
    PasswordHash hash = hasher.hash(password);
    // Whoever brings a password needs no link, and what is printed may be kept where others read.
    Optional<Secret> code =
        given.isPresent() ? Optional.empty() : Optional.of(secrets.draw(SecretKind.ONE_TIME_CODE));
    Actor installation = new Actor(new Caller.Nobody(), "");
    Account made =
        changes
            .carryOut(
                tx -> {
                  Account account = insert(tx, name, code);
                  tx.setPassword(account.subject(), hash, clock.instant(), null);
                  return work(tx, installation, "account.create", account, Map.of());
                })
            .value();
    return Optional.of(
        new FirstAccount(made, given.isPresent() ? Optional.empty() : Optional.of(password), code));
  }

  /** Makes an account; it can sign in once its password is set through the link. */
  public NewAccount create(Actor actor, UserName name) {
    permits.require(actor, Permission.ACCOUNT_MANAGE, Resource.INSTALLATION);
    Secret code = secrets.draw(SecretKind.ONE_TIME_CODE);
    Account made =
        changes
            .carryOut(
                tx ->
                    work(
                        tx, actor, "account.create", insert(tx, name, Optional.of(code)), Map.of()))
            .value();
    return new NewAccount(made, code);
  }

  /**
   * Sets a password by the code of a set-up link, which is spent by it.
   *
   * @throws Refused where the code is unknown, spent or late, or the password too short
   */
  public void setUp(Secret code, Secret password) {
    requireLong(password);
    PasswordHash hash = hasher.hash(password);
    Instant now = clock.instant();
    changes.carryOut(
        tx -> {
          OneTimeCode taken =
              tx.take(Fingerprint.of(code.value()), OneTimeCode.Purpose.SET_UP, now)
                  .orElseThrow(Accounts::ended);
          return setPassword(tx, new Actor(new Caller.Nobody(), ""), taken.whose(), hash, now);
        });
  }

  /**
   * Looks whether a set-up link still sets a password; it is not spent by this.
   *
   * @throws Refused where the code is unknown, spent or late
   */
  public void requireLive(Secret code) {
    if (!store.isLive(Fingerprint.of(code.value()), OneTimeCode.Purpose.SET_UP, clock.instant())) {
      throw ended();
    }
  }

  private static Refused ended() {
    return new Refused(
        new Unauthenticated(
            "This set-up link has been used or is older than a day. Ask whoever owns the"
                + " installation to set a password for you (gatehouse account password NAME), or to"
                + " make your account anew, which gives a new link."));
  }

  /** Sets an account's password, and ends what was opened with the old one. */
  public Receipt setPassword(Actor actor, UserName name, Secret password) {
    permits.require(actor, Permission.ACCOUNT_MANAGE, Resource.INSTALLATION);
    requireLong(password);
    PasswordHash hash = hasher.hash(password);
    return changes
        .carryOut(tx -> setPassword(tx, actor, named(tx, name).subject(), hash, clock.instant()))
        .receipt();
  }

  /** Suspends an account; the last that can sign in cannot be suspended. */
  public Receipt suspend(Actor actor, UserName name) {
    return change(
        actor,
        name,
        "account.suspend",
        account -> {
          refuseWhere(AccountActions.whyNotSuspend(account));
          return with(account, UserStatus.DISABLED);
        });
  }

  /** Lets a suspended account in again. */
  public Receipt resume(Actor actor, UserName name) {
    return change(
        actor,
        name,
        "account.resume",
        account -> {
          refuseWhere(AccountActions.whyNotResume(account));
          return with(account, UserStatus.OK);
        });
  }

  /** Deletes an account; the last that can sign in cannot be deleted. */
  public Receipt delete(Actor actor, UserName name) {
    permits.require(actor, Permission.ACCOUNT_MANAGE, Resource.INSTALLATION);
    return changes
        .carryOut(
            tx -> {
              Account account = named(tx, name);
              keepOne(tx, account);
              var ended = tx.endAll(account.subject(), EnumSet.allOf(Credential.Kind.class));
              tx.deleteAccount(account.id());
              return work(tx, actor, "account.delete", account, ended);
            })
        .receipt();
  }

  private Receipt change(Actor actor, UserName name, String action, UnaryOperator<Account> change) {
    permits.require(actor, Permission.ACCOUNT_MANAGE, Resource.INSTALLATION);
    return changes
        .carryOut(
            tx -> {
              Account changed = change.apply(named(tx, name));
              if (changed.status() != UserStatus.OK) {
                keepOne(tx, changed);
              }
              tx.update(changed);
              return work(tx, actor, action, changed, Map.of());
            })
        .receipt();
  }

  private Account insert(Change tx, UserName name, Optional<Secret> code) {
    Instant now = clock.instant();
    Account account = tx.insertAccount(name, now);
    code.ifPresent(
        secret ->
            tx.put(
                new OneTimeCode(
                    Fingerprint.of(secret.value()),
                    OneTimeCode.Purpose.SET_UP,
                    account.subject(),
                    "",
                    now.plus(SET_UP_WITHIN))));
    return account;
  }

  private static Work<Account> setPassword(
      Change tx, Actor actor, Subject subject, PasswordHash hash, Instant now) {
    Account account =
        tx.lockAccounts().stream()
            .filter(each -> each.subject().equals(subject))
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("account", subject.toString())));
    tx.setPassword(subject, hash, now, null);
    tx.drop(subject, OneTimeCode.Purpose.SET_UP); // Else an old link would set yet another one.
    var ended =
        tx.endAll(
            subject,
            EnumSet.of(
                Credential.Kind.PANEL_SESSION,
                Credential.Kind.CLI_SESSION,
                Credential.Kind.WORKLOAD_SESSION,
                Credential.Kind.USER_TOKEN));
    return work(tx, actor, "account.password", account, ended);
  }

  private static Account named(Change tx, UserName name) {
    return tx.lockAccounts().stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound("account", name.value())));
  }

  private static void keepOne(Change tx, Account without) {
    refuseWhere(AccountActions.whyNotWithout(without, tx.lockAccounts()));
  }

  private static void refuseWhere(@Nullable String state) {
    if (state != null) {
      throw new Refused(new Conflict(state));
    }
  }

  /** What is wrong with a password that somebody chose; empty where it will do. */
  public static Optional<String> faultOf(Secret password) {
    int length = password.value().length();
    return length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD
        ? Optional.of(SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters")
        : Optional.empty();
  }

  private static void requireLong(Secret password) {
    faultOf(password)
        .ifPresent(
            fault -> {
              throw new Refused(new Invalid("password", fault));
            });
  }

  private static Account with(Account account, UserStatus status) {
    return new Account(
        account.id(),
        account.name(),
        status,
        account.createdAt(),
        account.lastSignIn(),
        account.hasPassword());
  }

  private static Work<Account> work(
      Change tx, Actor actor, String action, Account account, Map<Credential.Kind, Integer> ended) {
    AuditLine line =
        actor.did(action, account.subject().toString(), Map.of("account", account.name().value()));
    tx.audit(line);
    return new Work<>(account, tx.revise(Set.of(account.subject())), ended, List.of(), line);
  }
}
