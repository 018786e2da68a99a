package gatehouse.core.administration;

import gatehouse.core.access.AccessChange;
import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Users, grants, credentials, applications, accounts and the audit. Reads see the last commit.
 * Every call throws {@link gatehouse.core.refusal.Refused} with {@code Unavailable} when the store
 * does not answer.
 */
public interface AdministrationStore {

  /** Runs {@code work} in one transaction: all of it is kept, or, when it throws, none. */
  <T> T transaction(Function<Change, T> work);

  /**
   * Adds a line to the audit that tells of what is in force already. It is read at once, and does
   * not wait for the disk: where the machine fails within the second it may be lost, and the chain
   * then ends before it.
   */
  void note(AuditLine line);

  /** All projects, oldest first. */
  List<Project> projects();

  /** The project of an id. */
  Optional<Project> project(ProjectId id);

  /** Where the workloads of a project may connect to; nowhere where there is no such project. */
  EgressPolicy egress(ProjectId project);

  /** A user of a project; deleted ones are not there. */
  Optional<UserWithRoles> user(ProjectId project, UserId id);

  /** The project that a user belongs to, or belonged to before they were deleted. */
  Optional<ProjectId> projectOf(UserId user);

  /** The user of a name, in whichever project. */
  Optional<UserWithRoles> user(UserName name);

  /** The user whom clients of OpenStack know by this id, in whichever project. */
  Optional<UserWithRoles> user(String openstackId);

  /** Whether a user or account has this name. */
  boolean isTaken(UserName name);

  /** A page of a project's users. */
  Page<UserWithRoles> users(UserQuery query);

  /** All accounts, oldest first. */
  List<Account> accounts();

  /** A credential that has not been ended. */
  Optional<Credential> credential(UUID id);

  /** The live credentials of a subject of these kinds, newest first. */
  List<Credential> credentials(Subject subject, Set<Credential.Kind> kinds);

  /** The live tokens of a project, oldest first; the offset and limit as in {@link UserQuery}. */
  Page<Credential> tokens(ProjectId project, int offset, int limit);

  /** When credentials were last used; those never used are not in it. */
  Map<UUID, Instant> lastUses(Set<UUID> credentials);

  /**
   * Notes when credentials were used and users last signed in; kept without a transaction of its
   * own.
   */
  void noteUses(Map<UUID, Instant> credentials, Map<Subject, Instant> signIns);

  /**
   * Drops what ended before a moment and is good for nothing any more, with the notes of its use:
   * sessions, user tokens and service accounts' tokens, passwords that were replaced, one-time
   * codes, consumer keys that nobody accepted. Tokens stay, for their owner to see.
   *
   * @param most of each kind, at most
   * @return how many are gone
   */
  int trim(Instant endedBefore, int most);

  /** Whether a one-time code can still be taken at this moment; it is not taken by asking. */
  boolean isLive(Fingerprint code, OneTimeCode.Purpose purpose, Instant now);

  /** The application of a key. */
  Optional<Application> application(String key);

  /** The applications of an owner, oldest first. */
  List<Application> applications(Subject owner);

  /** The consumer key that is still pending, by its own fingerprint. */
  Optional<PendingConsumerKey> pendingByKey(Fingerprint key);

  /** The consumer key that is still pending, by the fingerprint of its validation code. */
  Optional<PendingConsumerKey> pendingByValidation(Fingerprint validation);

  /** Audit lines, newest first. */
  List<AuditEntry> audit(AuditQuery query);

  /** The last audit line of one action about each of these targets; who has none is not in it. */
  Map<String, AuditEntry> lastOf(String action, Set<String> targets);

  /** Audit lines from a number on, oldest first; at most {@code limit}. */
  List<AuditEntry> auditFrom(long number, int limit);

  /** The checkpoint of the highest line. */
  Optional<AuditCheckpoint> lastCheckpoint();

  /** The checkpoints of these lines, both included, in their order. */
  List<AuditCheckpoint> checkpoints(long from, long to);

  /**
   * Keeps a checkpoint where the last one is still that of the line {@code after} (0: none), and
   * says whether it did: of several nodes one comes first.
   */
  boolean keep(AuditCheckpoint checkpoint, long after);

  /** What can be done in one transaction. */
  interface Change extends AccessChange {

    /** Adds a project. */
    void insert(Project project);

    /** Replaces a project's description and authorization. */
    void update(Project project);

    /** Replaces where the workloads of a project may connect to. */
    void setEgress(ProjectId project, EgressPolicy policy);

    /**
     * Adds a user in status {@code OK}; the id is given by the store. Throws {@code Conflict} where
     * the name is taken.
     */
    User insertUser(
        ProjectId project,
        UserName name,
        Description description,
        String openstackId,
        Instant createdAt,
        @Nullable Instant endsAt);

    /** A user, locked until the end of the transaction. */
    Optional<User> lockUser(ProjectId project, UserId id);

    /** Replaces a user's description, status and end. */
    void update(User user);

    /**
     * Marks a user deleted, frees the name, and removes grants, passwords, credentials,
     * applications and codes.
     */
    void deleteUser(UserId id);

    /** The grants of a user, in the order they were given. */
    List<Grant> grants(UserId id);

    /** Gives a role, or gives it anew in place of the same one. */
    void grant(UserId id, Grant grant);

    /** Takes a role away; whether it was held. */
    boolean revoke(UserId id, RoleName role);

    /** Adds an account. Throws {@code Conflict} where the name is taken. */
    Account insertAccount(UserName name, Instant createdAt);

    /** All accounts, locked, so that two removals cannot pass each other. */
    List<Account> lockAccounts();

    /** Replaces an account's status. */
    void update(Account account);

    /** Removes an account with its passwords, credentials, applications and codes. */
    void deleteAccount(int id);

    /**
     * Sets a password.
     *
     * @param othersEndAt until when the passwords before it are still accepted; null ends them at
     *     once
     */
    void setPassword(
        Subject subject, PasswordHash hash, Instant now, @Nullable Instant othersEndAt);

    /** Adds a credential; its number is given by the store. */
    Credential insert(Credential credential, Fingerprint fingerprint);

    /** Keeps the sealed secret of an S3 key; it goes with the credential. */
    void keepSecret(UUID credential, String sealed);

    /** The text of a user's policy, locked with the user; empty where there is none. */
    String policy(UserId user);

    /** Replaces the text of a user's policy. */
    void setPolicy(UserId user, String text, Instant now);

    /**
     * Replaces a credential's secret; its version counts on. Empty where there is none (any more).
     */
    Optional<Credential> renew(UUID id, Fingerprint fingerprint, Instant now);

    /**
     * Notes that the owner of a credential has just proven who they are once more; empty where
     * there is none (any more).
     */
    Optional<Credential> confirm(UUID id, Instant now);

    /** Ends a credential; empty where there is none (any more). */
    Optional<Credential> end(UUID id);

    /**
     * Whether a credential and its owner still stand; both are locked, so that what is made by it
     * cannot slip past a change that ends it: either that change waits and then finds what was
     * made, or this answers no.
     */
    boolean stillStands(Credential basis);

    /** Ends the credentials of a subject of one kind and name; how many. */
    int endNamed(Subject subject, Credential.Kind kind, String name);

    /** Ends all credentials of a subject of these kinds; how many of each. */
    Map<Credential.Kind, Integer> endAll(Subject subject, Set<Credential.Kind> kinds);

    /** Keeps a code until it is taken or late. */
    void put(OneTimeCode code);

    /** Drops the codes of a subject for one purpose: none of them can be taken any more. */
    void drop(Subject whose, OneTimeCode.Purpose purpose);

    /** Takes a code: it is gone then. Empty for an unknown, taken or late one. */
    Optional<OneTimeCode> take(Fingerprint fingerprint, OneTimeCode.Purpose purpose, Instant now);

    /** Adds an application; its id is given by the store. */
    Application insert(Application application);

    /** Replaces an application's name and description. */
    void update(Application application);

    /** Gives an application that nobody owned an owner. */
    void own(int application, Subject owner);

    /**
     * Removes an application and ends its consumer keys; how many. Empty where there is none. Takes
     * a revision for everybody whose keys end with it.
     */
    Optional<Integer> deleteApplication(int id);

    /** Keeps a consumer key until it is validated, refused or late. */
    void put(PendingConsumerKey pending);

    /** Takes a pending consumer key. */
    Optional<PendingConsumerKey> takePending(Fingerprint validation, Instant now);

    /** Asks for all workloads of a user to be stopped; those that this changes. */
    List<AffectedWorkload> stopWorkloadsOf(UserId id);

    /** The workloads of a user that are wanted to run and have not ended, locked. */
    List<AffectedWorkload> runningWorkloadsOf(UserId id);

    /** Makes all workloads of a user another's, whatever their state; which. */
    List<AffectedWorkload> handOverWorkloads(UserId from, User to);
  }

  /** A workload that a change to its maker's access touched. */
  record AffectedWorkload(String kind, String id, String name) {}
}
