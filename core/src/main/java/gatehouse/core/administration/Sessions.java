package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Presented;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Selector;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.Standing;
import gatehouse.core.access.WorkloadEntry;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.SecretKind;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and the way from the panel into one workload. */
public final class Sessions implements WorkloadEntry {
  private static final Duration PANEL = Duration.ofHours(12);
  private static final Duration CLI = Duration.ofDays(30);
  private static final Duration USER_TOKEN = Duration.ofHours(24);
  private static final Duration CODE = Duration.ofMinutes(1);
  private static final int LONGEST_NAME = 200;

  /** A session at a workload ends with what opened it, so only these open one. */
  private static final Set<Credential.Kind> OPENS_WORKLOADS =
      EnumSet.of(Credential.Kind.PANEL_SESSION, Credential.Kind.TOKEN);

  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final SignIn signIn;
  private final PrincipalView view;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Uses uses;

  public Sessions(
      AdministrationStore store,
      Changes changes,
      Permits permits,
      SignIn signIn,
      PrincipalView view,
      Secrets secrets,
      InstantSource clock,
      Uses uses) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.signIn = signIn;
    this.view = view;
    this.secrets = secrets;
    this.clock = clock;
    this.uses = uses;
  }

  /**
   * Opens a session with name and password.
   *
   * @param kind {@code PANEL_SESSION}, {@code CLI_SESSION} or {@code USER_TOKEN}
   * @param agent what asked, to be recognised in the list of sessions
   * @throws Refused where name or password are wrong, or the user is suspended or has ended
   */
  public IssuedSession signIn(
      String name, Secret password, Credential.Kind kind, String address, String agent) {
    return signIn(name, password, kind, address, agent, standing -> {});
  }

  /**
   * The same on a condition, which is asked once the password is proven, for only its owner may
   * hear of it; where it throws, no session is opened.
   */
  IssuedSession signIn(
      String name,
      Secret password,
      Credential.Kind kind,
      String address,
      String agent,
      Consumer<Standing> condition) {
    Caller caller = signIn.authenticate(new Presented.Basic(name, password), address);
    Standing standing = standing(caller);
    Instant now = clock.instant();
    if (standing.status() != UserStatus.OK) {
      throw new Refused(
          new Unauthenticated("This user is suspended: ask an administrator to resume it."));
    }
    if (standing.endsAt() != null && !now.isBefore(standing.endsAt())) {
      throw new Refused(
          new Unauthenticated("This user's end date has passed: ask an administrator to move it."));
    }
    condition.accept(standing);
    Duration length =
        switch (kind) {
          case PANEL_SESSION -> PANEL;
          case CLI_SESSION -> CLI;
          case USER_TOKEN -> USER_TOKEN;
          default ->
              throw new IllegalArgumentException(
                  "no session of kind " + kind + " is opened by password");
        };
    IssuedSession session =
        open(new Actor(caller, address), standing, kind, agent, null, now.plus(length));
    uses.signedIn(standing.subject(), now);
    return session;
  }

  /** Ends the session that the actor uses, and the workload sessions that came of it. */
  public Receipt signOut(Actor actor) {
    Credential credential = actor.caller().credentialOrNull();
    Standing standing = standing(actor.caller());
    if (credential == null || !isSession(credential)) {
      throw new Refused(new NotFound("session", "of this request"));
    }
    return endSession(actor, standing.subject(), credential.id());
  }

  /** The live sessions of a user or account; one's own, or with the permission to see sessions. */
  public List<Credential> of(Actor actor, Subject subject) {
    requireSelfOr(actor, Permission.SESSION_READ, subject);
    return store.credentials(
        subject,
        EnumSet.of(
            Credential.Kind.PANEL_SESSION,
            Credential.Kind.CLI_SESSION,
            Credential.Kind.WORKLOAD_SESSION,
            Credential.Kind.USER_TOKEN));
  }

  /** Ends a session, one's own, or with the permission to end sessions. */
  public Receipt end(Actor actor, Subject subject, UUID id) {
    requireSelfOr(actor, Permission.SESSION_END, subject);
    return endSession(actor, subject, id);
  }

  /**
   * A code that lets the actor's browser into one workload.
   *
   * @throws Refused where the actor may not open it
   */
  public Secret codeFor(Actor actor, Resource workload, Permission open) {
    permits.require(actor, open, workload);
    Standing standing = standing(actor.caller());
    Credential panel = actor.caller().credentialOrNull();
    if (panel == null || !OPENS_WORKLOADS.contains(panel.kind())) {
      throw new Refused(
          new Forbidden(
              open.wireName(),
              "Sign in at the panel, or with a token, to open a workload in a browser."));
    }
    Secret code = secrets.draw(SecretKind.ONE_TIME_CODE);
    Instant ends = clock.instant().plus(CODE);
    String payload = workload.id() + " " + panel.id();
    store.transaction(
        tx -> {
          tx.put(
              new OneTimeCode(
                  Fingerprint.of(code.value()),
                  OneTimeCode.Purpose.ENTER_WORKLOAD,
                  standing.subject(),
                  payload,
                  ends));
          return code;
        });
    return code;
  }

  @Override
  public Secret enter(Secret code, String workload) {
    OneTimeCode taken =
        store
            .transaction(
                tx ->
                    tx.take(
                        Fingerprint.of(code.value()),
                        OneTimeCode.Purpose.ENTER_WORKLOAD,
                        clock.instant()))
            .orElseThrow(Sessions::staleCode);
    String[] payload = taken.payload().split(" ", -1);
    if (!payload[0].equals(workload)) {
      throw staleCode();
    }
    var principal = view.principal(taken.whose()).orElseThrow(Sessions::staleCode);
    Credential panel =
        principal.keys().stream()
            .map(key -> key.credential())
            .filter(key -> key.id().toString().equals(payload[1]))
            .findFirst()
            .orElseThrow(Sessions::staleCode);
    Actor actor = new Actor(Caller.of(principal.standing(), panel), "");
    Instant ends = panel.expiresAt() == null ? clock.instant().plus(PANEL) : panel.expiresAt();
    return open(
            actor,
            principal.standing(),
            Credential.Kind.WORKLOAD_SESSION,
            cameOf(panel.id()),
            workload,
            ends)
        .value();
  }

  private IssuedSession open(
      Actor actor,
      Standing standing,
      Credential.Kind kind,
      String agent,
      @Nullable String workload,
      Instant ends) {
    Secret value = secrets.draw(secretKind(kind));
    Instant now = clock.instant();
    Credential opener = actor.caller().credentialOrNull();
    var session =
        new Credential(
            UUID.randomUUID(),
            0,
            kind,
            standing.subject(),
            standing.project(),
            agent.length() > LONGEST_NAME ? agent.substring(0, LONGEST_NAME) : agent,
            opener == null ? null : opener.role(), // What a token opens is no wider than the token.
            opener == null ? Selector.ALL : opener.selector(),
            workload,
            null,
            List.of(),
            1,
            now,
            now,
            ends);
    Credential inserted =
        changes
            .carryOut(
                tx -> {
                  actor.requireStillStands(tx);
                  Credential kept = tx.insert(session, Fingerprint.of(value.value()));
                  return work(tx, actor, "session.open", kept, Map.of());
                })
            .value();
    return new IssuedSession(Caller.of(standing, inserted), inserted, value);
  }

  private Receipt endSession(Actor actor, Subject subject, UUID id) {
    return changes
        .carryOut(
            tx -> {
              Credential ended =
                  tx.end(id)
                      .filter(session -> session.subject().equals(subject) && isSession(session))
                      .orElseThrow(() -> new Refused(new NotFound("session", id.toString())));
              var counts = new java.util.EnumMap<Credential.Kind, Integer>(Credential.Kind.class);
              counts.merge(ended.kind(), 1, Integer::sum);
              endWhatCameOf(tx, ended, counts);
              return work(tx, actor, "session.end", ended, counts);
            })
        .receipt();
  }

  private static Work<Credential> work(
      Change tx,
      Actor actor,
      String action,
      Credential session,
      Map<Credential.Kind, Integer> ended) {
    AuditLine line =
        actor.did(
            action,
            session.subject().toString(),
            Map.of(
                "session", session.id().toString(),
                "kind", session.kind().name(),
                "workload", String.valueOf(session.workload())));
    tx.audit(line);
    return new Work<>(session, tx.revise(Set.of(session.subject())), ended, List.of(), line);
  }

  private void requireSelfOr(Actor actor, Permission permission, Subject subject) {
    Standing standing = actor.caller().standingOrNull();
    if (actor.caller() instanceof Person
        && standing != null
        && standing.subject().equals(subject)) {
      return;
    }
    Resource where =
        view.principal(subject)
            .map(principal -> principal.standing().project())
            .map((ProjectId project) -> Resource.of(project))
            .orElse(Resource.INSTALLATION);
    permits.require(actor, permission, where);
  }

  private static boolean isSession(Credential credential) {
    return switch (credential.kind()) {
      case PANEL_SESSION, CLI_SESSION, WORKLOAD_SESSION, USER_TOKEN -> true;
      case PASSWORD,
          TOKEN,
          CONSUMER_KEY,
          S3_KEY,
          WORKLOAD,
          SSH_KEY,
          SERVICE_ACCOUNT,
          SERVICE_TOKEN ->
          false;
    };
  }

  private static SecretKind secretKind(Credential.Kind kind) {
    return switch (kind) {
      case PANEL_SESSION -> SecretKind.PANEL_SESSION;
      case CLI_SESSION -> SecretKind.CLI_SESSION;
      case WORKLOAD_SESSION -> SecretKind.WORKLOAD_SESSION;
      case USER_TOKEN -> SecretKind.USER_TOKEN;
      case PASSWORD,
          TOKEN,
          CONSUMER_KEY,
          S3_KEY,
          WORKLOAD,
          SSH_KEY,
          SERVICE_ACCOUNT,
          SERVICE_TOKEN ->
          throw new IllegalArgumentException(kind + " is no session");
    };
  }

  private static Standing standing(Caller caller) {
    Standing standing = caller.standingOrNull();
    if (standing == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    return standing;
  }

  /** Ends the sessions at workloads that a session or token opened. */
  static void endWhatCameOf(
      Change tx, Credential opener, java.util.Map<Credential.Kind, Integer> counts) {
    int ended =
        tx.endNamed(opener.subject(), Credential.Kind.WORKLOAD_SESSION, cameOf(opener.id()));
    if (ended > 0) {
      counts.merge(Credential.Kind.WORKLOAD_SESSION, ended, Integer::sum);
    }
  }

  private static String cameOf(UUID panelSession) {
    return "by way of session " + panelSession;
  }

  private static Refused staleCode() {
    return new Refused(
        new Unauthenticated(
            "This way in has been used or is older than a minute: open the workload again."));
  }
}
