package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.administration.AccountActions;
import gatehouse.core.administration.Accounts;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.AccountBody;
import gatehouse.doors.wire.gatehouse.IssuedAccountBody;
import gatehouse.doors.wire.gatehouse.NewAccountBody;
import gatehouse.doors.wire.gatehouse.PasswordBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import java.time.InstantSource;
import java.util.List;

/** The accounts that own the installation. */
public final class AccountsResource implements Resource {
  private static final String ALL = "/v1/gatehouse/account";
  private static final String ONE = ALL + "/{name}";

  private final Accounts accounts;
  private final InstantSource clock;

  public AccountsResource(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var manage = new Guard.Needs(Permission.ACCOUNT_MANAGE);
    routes.add("GET", ALL, manage, this::list);
    routes.add("POST", ALL, manage, this::create);
    routes.add("DELETE", ONE, manage, this::delete);
    routes.add("POST", ONE + "/suspend", manage, this::suspend);
    routes.add("POST", ONE + "/resume", manage, this::resume);
    routes.add("PUT", ONE + "/password", manage, this::password);
  }

  private Reply list(Call call) {
    List<Account> all = accounts.list(call.actor());
    return Reply.json(all.stream().map(account -> body(call, account, all)).toList());
  }

  private Reply create(Call call) {
    String name = Shapes.required(call.strictBody(NewAccountBody.class).username(), "username");
    var made = accounts.create(call.actor(), new UserName(name));
    String link = call.scheme() + "://" + call.host() + "/set-up?code=" + made.setUpCode().value();
    return Reply.json(
        new IssuedAccountBody(body(call, made.account(), accounts.list(call.actor())), link));
  }

  private Reply delete(Call call) {
    return receipt(accounts.delete(call.actor(), name(call)));
  }

  private Reply suspend(Call call) {
    return receipt(accounts.suspend(call.actor(), name(call)));
  }

  private Reply resume(Call call) {
    return receipt(accounts.resume(call.actor(), name(call)));
  }

  private Reply password(Call call) {
    String password = Shapes.required(call.strictBody(PasswordBody.class).password(), "password");
    return receipt(accounts.setPassword(call.actor(), name(call), new Secret(password)));
  }

  private AccountBody body(Call call, Account account, List<Account> all) {
    return Shapes.account(account, AccountActions.of(call.caller(), account, all, clock.instant()));
  }

  private static UserName name(Call call) {
    return call.path("name", UserName::new);
  }

  private static Reply receipt(Receipt receipt) {
    return Reply.json(new ReceiptAnswer(Shapes.receipt(receipt)));
  }
}
