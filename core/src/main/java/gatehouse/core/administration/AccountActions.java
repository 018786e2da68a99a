package gatehouse.core.administration;

import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with an account, and what its state forbids; {@link Accounts} asks the same. */
public final class AccountActions {
  private AccountActions() {}

  /**
   * What a caller may do with an account now.
   *
   * @param all every account: the last one that can sign in is kept
   */
  public static Map<String, AllowedAction> of(
      Caller caller, Account account, Collection<Account> all, Instant now) {
    String last = whyNotWithout(account, all);
    String suspended = whyNotSuspend(account);
    return new Actions(caller, now)
        .add("account.password", Permission.ACCOUNT_MANAGE, Resource.INSTALLATION)
        .add(
            "account.suspend",
            Permission.ACCOUNT_MANAGE,
            Resource.INSTALLATION,
            suspended == null ? last : suspended)
        .add(
            "account.resume",
            Permission.ACCOUNT_MANAGE,
            Resource.INSTALLATION,
            whyNotResume(account))
        .add("account.delete", Permission.ACCOUNT_MANAGE, Resource.INSTALLATION, last)
        .all();
  }

  /** Why an account cannot be suspended in its state; null where it can. */
  static @Nullable String whyNotSuspend(Account account) {
    return account.status() == UserStatus.OK ? null : "The account is suspended already.";
  }

  /** Why an account cannot be resumed in its state; null where it can. */
  static @Nullable String whyNotResume(Account account) {
    return account.status() == UserStatus.DISABLED ? null : "The account is not suspended.";
  }

  /** Why the installation cannot do without an account; null where it can. */
  static @Nullable String whyNotWithout(Account account, Collection<Account> all) {
    boolean another =
        all.stream()
            .anyMatch(
                each ->
                    each.id() != account.id()
                        && each.status() == UserStatus.OK
                        && each.hasPassword());
    return another
        ? null
        : "This is the last account that can sign in: make another one first, and have"
            + " it set up, or nobody could administer the installation.";
  }
}
