package gatehouse.doors.api.pages;

import static gatehouse.doors.api.pages.Html.el;
import static gatehouse.doors.api.pages.WorkloadHosts.encoded;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Sessions;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.api.pages.WorkloadHosts.Place;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Fields;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.PanelSession;
import gatehouse.doors.web.Problem;
import gatehouse.doors.web.Refusals;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Signing in, at the panel or on the way to a workload, and signing out. */
final class SignInPage implements Resource {
  private static final Pattern VALIDATION = Pattern.compile("[A-Za-z0-9]{64}");

  /** A place of the panel; two slashes in front would be another host. */
  private static final Pattern PLACE = Pattern.compile("/[a-z0-9][A-Za-z0-9/._-]{0,500}");

  private final Sessions sessions;
  private final SignIn signIn;
  private final WorkloadHosts hosts;
  private final InstantSource clock;

  SignInPage(Sessions sessions, SignIn signIn, WorkloadHosts hosts, InstantSource clock) {
    this.sessions = sessions;
    this.signIn = signIn;
    this.hosts = hosts;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/sign-in", new Guard.Open(), this::show);
    routes.add("POST", "/sign-in", new Guard.Open(), this::signIn);
    routes.add("GET", "/sign-out", new Guard.Open(), this::askToSignOut);
    routes.add("POST", "/sign-out", new Guard.SignedIn(), this::signOut);
  }

  /** Where somebody wanted to go. */
  private record Goal(String workload, String to, String validation) {
    static Goal of(Fields fields) {
      String validation = fields.text("credentialToken");
      return new Goal(
          fields.text("workload"),
          fields.text("to"),
          VALIDATION.matcher(validation).matches() ? validation : "");
    }

    static Goal of(Call call) {
      String validation = call.query("credentialToken").orElse("");
      return new Goal(
          call.query("workload").orElse(""),
          call.query("to").orElse(""),
          VALIDATION.matcher(validation).matches() ? validation : "");
    }

    boolean isWorkload() {
      return !workload.isEmpty();
    }

    /** Always a place of this host. */
    String next() {
      if (isWorkload()) {
        return "/sign-in?workload=" + encoded(workload) + "&to=" + encoded(to);
      }
      if (!validation.isEmpty()) {
        return "/auth/?credentialToken=" + validation;
      }
      return PLACE.matcher(to).matches() ? to : "/";
    }

    List<Html> fields() {
      return List.of(
          Html.hidden("workload", workload),
          Html.hidden("to", to),
          Html.hidden("credentialToken", validation));
    }
  }

  private Reply show(Call call) {
    Goal goal = Goal.of(call);
    Caller caller = call.callerIfAny();
    if (caller instanceof Nobody) {
      return form(call, goal, "", null);
    }
    return goal.isWorkload()
        ? enter(call, goal, new Actor(caller, call.address()))
        : Reply.redirect(goal.next());
  }

  private Reply enter(Call call, Goal goal, Actor actor) {
    try {
      Place place = hosts.place(goal.workload());
      Secret code = sessions.codeFor(actor, place.workload().resource(), place.workload().open());
      return Reply.redirect(hosts.entrance(call, place, code, goal.to()));
    } catch (Refused e) {
      if (e.refusal() instanceof Unauthenticated) {
        return form(call, goal, "", null);
      }
      Problem problem = Refusals.of(e.refusal());
      return Frame.page(
              "This does not open for you",
              Frame.alert(problem.message()),
              el("p", "You are signed in as " + actor.name() + "."),
              el("p", Html.link("/sign-out", "Sign in as somebody else")),
              el("p", Html.link("/", "To the start page")))
          .status(problem.status());
    }
  }

  private Reply signIn(Call call) {
    call.requireSameOrigin();
    Fields fields = call.form();
    Goal goal = Goal.of(fields);
    try {
      return fields.first("token").isPresent()
          ? byToken(call, goal, fields.text("token").strip())
          : byPassword(call, goal, fields);
    } catch (Refused e) {
      return switch (e.refusal()) {
        case Unauthenticated refusal ->
            form(call, goal, fields.text("username"), Refusals.of(refusal));
        case TooMany refusal -> form(call, goal, fields.text("username"), Refusals.of(refusal));
        default -> throw e;
      };
    }
  }

  private Reply byPassword(Call call, Goal goal, Fields fields) {
    var session =
        sessions.signIn(
            fields.text("username").strip(),
            new Secret(fields.text("password")),
            Credential.Kind.PANEL_SESSION,
            call.address(),
            call.agent());
    Instant ends = session.session().expiresAt();
    Duration lasts = ends == null ? Duration.ofHours(12) : Duration.between(clock.instant(), ends);
    return Reply.redirect(goal.next())
        .cookie(PanelSession.begun(session.value(), lasts, call.isSecure()));
  }

  /** A token opens workloads; it is no session at the panel. */
  private Reply byToken(Call call, Goal goal, String token) {
    Caller caller = signIn.authenticate(new Presented.Bearer(new Secret(token)), call.address());
    return enter(call, goal, new Actor(caller, call.address()));
  }

  private Reply form(
      Call call, Goal goal, String username, @org.jspecify.annotations.Nullable Problem problem) {
    List<Html> content = new ArrayList<>();
    if (problem != null) {
      content.add(Frame.alert(problem.message()));
    }
    if (goal.isWorkload()) {
      content.add(el("p", "Then you are taken to what you wanted to open.").with("class", "soft"));
    }
    List<Html> fields = new ArrayList<>(goal.fields());
    fields.add(username(username));
    fields.add(Frame.field("Password", "password", "password", "current-password"));
    content.add(Frame.form("/sign-in", fields, "Sign in"));
    if (goal.isWorkload()) {
      List<Html> token = new ArrayList<>(goal.fields());
      token.add(Frame.field("Token", "token", "password", "off"));
      content.add(el("h2", "Or with an application token"));
      content.add(Frame.form("/sign-in", token, "Open with the token").with("class", "quiet"));
    }
    Reply page =
        Frame.page("Sign in", content.toArray(Html[]::new))
            .header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " form-action "
                    + hosts.formTargets(call));
    return problem == null ? page : page.status(problem.status());
  }

  private static Html username(String value) {
    return el(
        "label",
        el("span", "User name"),
        el("input")
            .with("name", "username")
            .with("value", value)
            .with("autocomplete", "username")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("required", "")
            .with("autofocus", ""));
  }

  private Reply askToSignOut(Call call) {
    return call.panelSession()
        .map(
            session ->
                Frame.page(
                    "Sign out",
                    el("p", "The session of this browser ends, and with it what it opened."),
                    signOutForm(session)))
        .orElseGet(() -> Reply.redirect("/sign-in"));
  }

  static Html signOutForm(Secret session) {
    return Frame.form(
        "/sign-out",
        List.of(Html.hidden(PanelSession.CSRF_FIELD, PanelSession.csrf(session))),
        "Sign out");
  }

  private Reply signOut(Call call) {
    sessions.signOut(call.actor());
    return Reply.redirect("/sign-in").cookie(PanelSession.ended(call.isSecure()));
  }
}
