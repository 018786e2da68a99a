package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Explanation;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.AdministrationStore.Change;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.BucketProfile;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.PolicyText;
import gatehouse.core.storage.StorageAccess;
import gatehouse.core.storage.StorageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The policies that narrow what users may do with object storage. A document is kept byte for byte;
 * one without statements is none.
 */
public final class Policies {
  private final Changes changes;
  private final Permits permits;
  private final PrincipalView view;
  private final PolicyText text;
  private final InstantSource clock;

  public Policies(
      Changes changes, Permits permits, PrincipalView view, PolicyText text, InstantSource clock) {
    this.changes = changes;
    this.permits = permits;
    this.view = view;
    this.text = text;
    this.clock = clock;
  }

  /** The document as it was set; one without statements before any was. */
  public String get(Actor actor, ProjectId project, UserId id) {
    requireMayRead(actor, project, id);
    String document = principal(project, id).storage().policy();
    return document.isEmpty() ? PolicyText.EMPTY : document;
  }

  /**
   * Replaces the document; what it no longer allows is cut.
   *
   * @throws gatehouse.core.refusal.Refused with {@code Invalid}, naming the place, where it cannot
   *     be read
   */
  public Receipt set(Actor actor, ProjectId project, UserId id, String document) {
    permits.require(actor, Permission.USER_MANAGE, project);
    Policy policy = text.read(document);
    return changes
        .carryOut(tx -> replaced(tx, actor, Users.lock(tx, project, id), policy, document))
        .receipt();
  }

  /** Gives a user a profile on one bucket, or on what lies under one key of it. */
  public Receipt give(
      Actor actor,
      ProjectId project,
      UserId id,
      BucketProfile profile,
      BucketName bucket,
      String key) {
    permits.require(actor, Permission.USER_MANAGE, project);
    return changes
        .carryOut(
            tx -> {
              User user = Users.lock(tx, project, id);
              String present = tx.policy(id);
              Policy next =
                  (present.isEmpty() ? Policy.NONE : text.read(present)).with(profile, bucket, key);
              String document = text.write(next);
              text.read(document);
              return replaced(tx, actor, user, next, document);
            })
        .receipt();
  }

  /** May a user do this, and why? Asked as if they used an S3 key, at this moment. */
  public Explanation explain(Actor actor, ProjectId project, UserId id, StorageRequest request) {
    requireMayRead(actor, project, id);
    Principal principal = principal(project, id);
    String document = principal.storage().policy();
    Policy policy = document.isEmpty() ? Policy.NONE : text.read(document);
    Instant now = clock.instant();
    Caller caller = new Person(principal.standing(), asIfByKey(principal, project));
    return StorageAccess.explain(
        caller, request, StorageAccess.decide(caller, policy, project, request, now));
  }

  private void requireMayRead(Actor actor, ProjectId project, UserId id) {
    boolean own =
        actor.caller() instanceof Person person
            && person.standing().subject().equals(Subject.user(id));
    permits.require(actor, own ? Permission.OBJECT_READ : Permission.USER_READ, project);
  }

  private Principal principal(ProjectId project, UserId id) {
    return view.principal(Subject.user(id))
        .filter(found -> project.equals(found.standing().project()))
        .orElseThrow(() -> Users.noSuchUser(id.toString()));
  }

  private Work<Integer> replaced(
      Change tx, Actor actor, User user, Policy policy, String document) {
    tx.setPolicy(user.id(), document, clock.instant());
    int statements = policy.statements().size();
    AuditLine line =
        Users.line(actor, "policy.set", user, Map.of("statements", Integer.toString(statements)));
    tx.audit(line);
    return Work.of(statements, tx.revise(Set.of(user.subject())), line);
  }

  private static Credential asIfByKey(Principal principal, ProjectId project) {
    return new Credential(
        new UUID(0, 0),
        0,
        Credential.Kind.S3_KEY,
        principal.standing().subject(),
        project,
        "any S3 key",
        null,
        Selector.ALL,
        null,
        null,
        List.of(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }
}
