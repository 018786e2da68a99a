package gatehouse.core.administration;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.MemoryCluster;
import gatehouse.core.access.Presented;
import gatehouse.core.access.RoleName;
import gatehouse.core.audit.AuditKey;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Secrets;
import gatehouse.core.identity.UserName;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * All use cases over memory, with an account {@code admin} and one project; the calls are made on
 * node {@code one}.
 */
public final class MemoryHouse implements AutoCloseable {
  public static final Secret ADMIN_PASSWORD = new Secret("correct horse battery");

  public final SettableClock clock = new SettableClock();
  public final MemoryCluster cluster = new MemoryCluster();
  public final MemoryAdministration store = new MemoryAdministration(clock, cluster);
  public final ReversingHasher hasher = new ReversingHasher();
  public final Secrets secrets = new Secrets(new SecureRandom());
  public final Seal seal = new Seal(new byte[32], new SecureRandom());
  public final MemoryNode one = new MemoryNode("one", store, cluster, hasher, clock);
  public final Permits permits = new Permits(one.view, clock);
  public final Changes changes = new Changes(store, one.node, System::nanoTime);
  public final Uses uses = new Uses(store);
  public final Users users = new Users(store, changes, permits, hasher, secrets, clock);
  public final RoleAssignments roles = new RoleAssignments(changes, permits, clock);
  public final Tokens tokens = new Tokens(store, changes, permits, secrets, clock);
  public final Sessions sessions =
      new Sessions(store, changes, permits, one.signIn, one.view, secrets, clock, uses);
  public final Applications applications = new Applications(store, changes, secrets, seal, clock);
  public final ServiceAccounts serviceAccounts =
      new ServiceAccounts(store, changes, one.view, secrets, clock, uses);
  public final SignedCalls signedCalls = new SignedCalls(store, one.view, seal, clock);
  public final Accounts accounts = new Accounts(store, changes, permits, hasher, secrets, clock);
  public final Projects projects = new Projects(store, permits, secrets, clock);
  public final ProjectEgress egress = new ProjectEgress(store, changes, permits, projects);
  public final S3Keys s3Keys = new S3Keys(store, changes, permits, one.view, secrets, seal, clock);
  public final AuditKey auditKey = AuditKey.draw();
  public final Checkpoints checkpoints = new Checkpoints(store, auditKey, clock);
  public final AuditTrail auditTrail = new AuditTrail(store, permits, checkpoints);
  public final Explanations explanations = new Explanations(store, one.view, permits, clock);
  public final Actor admin;
  public final ProjectId project;

  public MemoryHouse() {
    projects.createFirst();
    accounts.createFirst(new UserName("admin"), Optional.of(ADMIN_PASSWORD));
    project = store.projects().getFirst().id();
    admin = actor("admin", ADMIN_PASSWORD);
  }

  /** Another node of the same installation. */
  public MemoryNode another(String name) {
    return new MemoryNode(name, store, cluster, hasher, clock);
  }

  /**
   * Another node, whose timers are another's to run.
   *
   * @param timers closed with the node
   */
  public MemoryNode another(String name, ScheduledExecutorService timers) {
    return new MemoryNode(name, store, cluster, hasher, clock, timers);
  }

  /** A new user with these roles. */
  public Issued user(String description, RoleName... roles) {
    List<RoleWish> wishes =
        Arrays.stream(roles).map(role -> new RoleWish(BuiltInRoles.named(role), null)).toList();
    return users.create(
        admin, project, new NewUser(new Description(description), null, wishes, null));
  }

  /** Somebody who proved who they are on node {@code one}. */
  public Actor actor(String name, Secret password) {
    return new Actor(
        one.signIn.authenticate(new Presented.Basic(name, password), "192.0.2.1"), "192.0.2.1");
  }

  /** The actor that a new user is. */
  public Actor actor(Issued user) {
    return actor(user.user().user().name().value(), user.password());
  }

  @Override
  public void close() {
    one.close();
  }
}
