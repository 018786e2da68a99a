package gatehouse.doors.api.pages;

import static gatehouse.doors.api.pages.Html.el;

import gatehouse.core.administration.Accounts;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Fields;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Problem;
import gatehouse.doors.web.Refusals;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one-time link by which an account's password is set. */
final class SetUpPage implements Resource {
  private final Accounts accounts;

  SetUpPage(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/set-up", new Guard.Open(), this::show);
    routes.add("POST", "/set-up", new Guard.Open(), this::setUp);
  }

  private Reply show(Call call) {
    String code = call.query("code").orElse("");
    try {
      accounts.requireLive(new Secret(code));
    } catch (Refused e) {
      return refused(code, e);
    }
    return form(code, null);
  }

  private Reply setUp(Call call) {
    call.requireSameOrigin();
    Fields fields = call.form();
    String code = fields.text("code");
    String password = fields.text("password");
    try {
      if (!password.equals(fields.text("again"))) {
        throw new Refused(new Invalid("password", "the same in both fields"));
      }
      accounts.setUp(new Secret(code), new Secret(password));
    } catch (Refused e) {
      return refused(code, e);
    }
    return Frame.page(
        "Your password is set",
        el("p", "The link you came by is spent."),
        el("p", Html.link("/sign-in", "Sign in")));
  }

  /** A link that has ended gets no form: nothing typed there would help. */
  private static Reply refused(String code, Refused e) {
    Problem problem = Refusals.of(e.refusal());
    return e.refusal() instanceof Unauthenticated
        ? Frame.page(
                "This link has ended",
                Frame.alert(problem.message()),
                el("p", Html.link("/sign-in", "Sign in")))
            .status(problem.status())
        : form(code, problem);
  }

  private static Reply form(String code, @Nullable Problem problem) {
    List<Html> content = new ArrayList<>();
    if (problem != null) {
      content.add(Frame.alert(problem.message()));
    }
    content.add(el("p", "Choose a password of at least 10 characters.").with("class", "soft"));
    content.add(
        Frame.form(
            "/set-up",
            List.of(
                Html.hidden("code", code),
                Frame.field("New password", "password", "password", "new-password"),
                Frame.field("The same again", "again", "password", "new-password")),
            "Set the password"));
    Reply page = Frame.page("Choose your password", content.toArray(Html[]::new));
    return problem == null ? page : page.status(problem.status());
  }
}
