package gatehouse.doors.api.cloud;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.ServiceAccountName;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.administration.ServiceAccounts.ServiceAccount;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotBuilt;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.NewServiceAccount;
import gatehouse.doors.wire.cloud.ServiceAccountBody;
import gatehouse.doors.wire.cloud.ServiceAccountSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /1.0/me/api/oauth2/client}: the caller's own OAuth2 service accounts. */
public final class ServiceAccountsResource implements Resource {
  private static final String ALL = "/1.0/me/api/oauth2/client";
  private static final String ONE = ALL + "/{clientId}";
  private static final String FLOW = "CLIENT_CREDENTIALS";

  private final ServiceAccounts accounts;

  public ServiceAccountsResource(ServiceAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void mount(Routes routes) {
    var signedIn = new Guard.SignedIn();
    routes.add("GET", ALL, signedIn, this::list);
    routes.add("POST", ALL, signedIn, this::create);
    routes.add("GET", ONE, signedIn, call -> Reply.json(body(call, one(call))));
    routes.add("PUT", ONE, signedIn, this::rename);
    routes.add("DELETE", ONE, signedIn, this::delete);
  }

  /** The name of a service account where the model wants the name of an identity. */
  static String identity(String owner, String client) {
    return "urn:v1:eu:identity:credential:" + owner + "/oauth2-" + client;
  }

  private Reply list(Call call) {
    return Reply.json(
        accounts.list(call.actor()).stream().map(each -> each.application().key()).toList());
  }

  private Reply create(Call call) {
    var body = call.body(NewServiceAccount.class);
    requireFlow(Shapes.required(body.flow(), "flow"));
    var issued = accounts.create(call.actor(), name(body), role(body), project(call, body));
    return Reply.json(
        new ServiceAccountSecret(issued.account().application().key(), issued.secret().value()));
  }

  private Reply rename(Call call) {
    accounts.rename(call.actor(), client(call), name(call.body(NewServiceAccount.class)));
    return Reply.nothing();
  }

  private Reply delete(Call call) {
    accounts.delete(call.actor(), client(call));
    return Reply.nothing();
  }

  private ServiceAccount one(Call call) {
    return accounts.get(call.actor(), client(call));
  }

  private static String client(Call call) {
    return call.path("clientId", text -> text);
  }

  private static void requireFlow(String flow) {
    if (flow.equals("AUTHORIZATION_CODE")) {
      throw new Refused(
          new NotBuilt(
              "The flow AUTHORIZATION_CODE is not part of this version of Gatehouse yet: take "
                  + FLOW
                  + "."));
    }
    if (!flow.equals(FLOW)) {
      throw new Refused(new Invalid("flow", FLOW));
    }
  }

  private static ServiceAccountName name(NewServiceAccount body) {
    return new ServiceAccountName(
        Shapes.required(body.name(), "name"), Shapes.required(body.description(), "description"));
  }

  private static RoleName role(NewServiceAccount body) {
    String role = body.role();
    return role == null ? RoleName.ADMINISTRATOR : BuiltInRoles.identified(role).name();
  }

  private static @Nullable ProjectId project(Call call, NewServiceAccount body) {
    String project = body.project();
    return project == null ? null : call.project(project);
  }

  private static ServiceAccountBody body(Call call, ServiceAccount of) {
    RoleName role = of.basis().role();
    ProjectId project = of.basis().project();
    return new ServiceAccountBody(
        of.application().key(),
        of.application().name(),
        of.application().description(),
        FLOW,
        List.of(),
        Shapes.date(of.application().createdAt()),
        identity(AuthResource.standing(call.caller()).name().value(), of.application().key()),
        role == null ? null : role.value(),
        project == null ? null : project.value());
  }
}
