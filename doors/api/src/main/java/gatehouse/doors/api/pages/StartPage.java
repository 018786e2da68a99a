package gatehouse.doors.api.pages;

import static gatehouse.doors.api.pages.Html.el;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Standing;
import gatehouse.doors.api.pages.Openables.Openable;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain start page: who one is, what one may open, and how to use the command line. It works
 * without scripts, and is the first page where there is no panel.
 */
final class StartPage implements Resource {
  private final Openables openables;
  private final WorkloadHosts hosts;
  private final boolean panel;

  StartPage(Openables openables, WorkloadHosts hosts, boolean panel) {
    this.openables = openables;
    this.hosts = hosts;
    this.panel = panel;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/start", new Guard.Open(), this::show);
    if (!panel) {
      routes.add("GET", "/", new Guard.Open(), this::show);
    }
  }

  private Reply show(Call call) {
    Caller caller = call.callerIfAny();
    Standing standing = caller.standingOrNull();
    if (caller instanceof Nobody || standing == null) {
      return Reply.redirect("/sign-in");
    }
    List<Html> content = new ArrayList<>();
    if (!panel) {
      content.add(
          el(
                  "p",
                  "The panel was not built into this server: build it again where Node 20.19 or"
                      + " newer is installed.")
              .with("class", "soft"));
    }
    content.add(
        el(
            "p",
            "You are signed in as "
                + standing.name()
                + (standing.isAccount()
                    ? ", an account of this installation."
                    : ": " + standing.rolesInWords() + ".")));
    content.add(el("h2", "What you may open"));
    content.add(workloads(call, openables.of(caller, call.project())));
    content.add(el("h2", "From the command line"));
    content.add(
        el(
            "pre",
            el(
                "code",
                "gatehouse login --url "
                    + call.scheme()
                    + "://"
                    + call.host()
                    + " --username "
                    + standing.name()
                    + "\ngatehouse me\ngatehouse notebook list\n")));
    content.add(el("p", "Project " + call.project()).with("class", "small"));
    call.panelSession().ifPresent(session -> content.add(SignInPage.signOutForm(session)));
    return Frame.page("Start", content.toArray(Html[]::new));
  }

  private Html workloads(Call call, List<Openable> found) {
    if (found.isEmpty()) {
      return el("p", "Nothing runs that you may open.").with("class", "soft");
    }
    var body = el("tbody");
    for (Openable one : found) {
      String address = hosts.address(call, one.kind(), one.id());
      body =
          body.add(
              el(
                  "tr",
                  el(
                      "td",
                      Html.link(address, one.name().isEmpty() ? one.id().toString() : one.name())),
                  el("td", one.kind().word()),
                  el("td", one.state().toLowerCase(java.util.Locale.ROOT))));
    }
    return el(
        "table", el("thead", el("tr", header("Name"), header("Kind"), header("State"))), body);
  }

  private static Html header(String text) {
    return el("th", text).with("scope", "col");
  }
}
