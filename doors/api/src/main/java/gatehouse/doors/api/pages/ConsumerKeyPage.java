package gatehouse.doors.api.pages;

import static gatehouse.doors.api.pages.Html.el;

import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.PendingConsumerKey;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Subject;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.PanelSession;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The validation link of a consumer key: who asks for what, accept or refuse. */
final class ConsumerKeyPage implements Resource {
  private final Applications applications;
  private final AdministrationStore store;

  ConsumerKeyPage(Applications applications, AdministrationStore store) {
    this.applications = applications;
    this.store = store;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/auth", new Guard.Open(), this::show);
    routes.add("POST", "/auth", new Guard.SignedIn(), this::answer);
  }

  private Reply show(Call call) {
    String code = call.query("credentialToken").orElse("");
    if (call.callerIfAny() instanceof Nobody) {
      return Reply.redirect("/sign-in?credentialToken=" + WorkloadHosts.encoded(code));
    }
    PendingConsumerKey pending = applications.pending(new Secret(code));
    String proof = call.panelSession().map(PanelSession::csrf).orElse("");
    return Frame.page(
        "An application asks for access",
        el("p", "In your name, " + name(call, pending) + " wants to make these calls:"),
        rules(pending),
        el("p", from(pending)),
        el("p", afterwards(pending)),
        el("p", "It may do with them what you may, for as long as you may, until you take it back.")
            .with("class", "soft"),
        Frame.form("/auth", fields(code, proof, "accept"), "Accept"),
        Frame.form("/auth", fields(code, proof, "refuse"), "Refuse").with("class", "quiet"));
  }

  private static List<Html> fields(String code, String proof, String answer) {
    return List.of(
        Html.hidden("credentialToken", code),
        Html.hidden(PanelSession.CSRF_FIELD, proof),
        Html.hidden("answer", answer));
  }

  private static Html rules(PendingConsumerKey pending) {
    var body = el("tbody");
    for (var rule : pending.rules()) {
      body = body.add(el("tr", el("td", rule.method()), el("td", el("code", rule.path()))));
    }
    return el(
        "table", el("thead", el("tr", header("Method"), header("Path (* is anything)"))), body);
  }

  private static String from(PendingConsumerKey pending) {
    return pending.addresses().isEmpty()
        ? "It may make them from any address."
        : "It may make them from "
            + pending.addresses().stream()
                .map(AddressRange::toString)
                .collect(Collectors.joining(", "))
            + " only.";
  }

  private static String afterwards(PendingConsumerKey pending) {
    return pending.redirection() == null
        ? "You are not sent anywhere afterwards."
        : "Afterwards it asks you to go on to " + pending.redirection() + ".";
  }

  private static Html header(String text) {
    return el("th", text).with("scope", "col");
  }

  private Reply answer(Call call) {
    call.requireSameOrigin();
    Secret code = new Secret(call.form().text("credentialToken"));
    if (!call.form().text("answer").equals("accept")) {
      applications.refuse(call.actor(), code);
      return Frame.page("Refused", el("p", "The application got no access."));
    }
    String next = applications.accept(call.actor(), code);
    List<Html> content = new ArrayList<>();
    content.add(el("p", "The application may make the calls you saw."));
    if (next != null) {
      content.add(el("p", el("span", "It asks you to go on to "), Html.link(next, next)));
    }
    return Frame.page("Accepted", content.toArray(Html[]::new));
  }

  /** The application, and who registered it; a name that some other user gave it is not shown. */
  private String name(Call call, PendingConsumerKey pending) {
    Standing standing = call.caller().standingOrNull();
    if (standing != null) {
      Optional<String> own = named(standing.subject(), pending);
      if (own.isPresent()) {
        return own.get() + ", registered by yourself,";
      }
    }
    return store.accounts().stream()
        .flatMap(
            account ->
                named(account.subject(), pending).stream()
                    .map(name -> name + ", registered by the account " + account.name() + ","))
        .findFirst()
        .orElse(
            "application number "
                + pending.application()
                + ", registered by somebody else than you and the installation,");
  }

  private Optional<String> named(Subject owner, PendingConsumerKey pending) {
    return store.applications(owner).stream()
        .filter(application -> application.id() == pending.application())
        .findFirst()
        .map(application -> "the application “" + application.name() + "”");
  }
}
