package gatehouse.doors.api.pages;

import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.Sessions;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.time.InstantSource;
import java.util.List;

/** All plain pages. */
public final class Pages implements Resource {
  private final List<Resource> all;

  /**
   * @param openables what the start page lists
   * @param panel whether there is a panel, which then has the first page
   */
  public Pages(
      Sessions sessions,
      SignIn signIn,
      Accounts accounts,
      Applications applications,
      AdministrationStore store,
      WorkloadHosts hosts,
      Openables openables,
      boolean panel,
      InstantSource clock) {
    this.all =
        List.of(
            new Stylesheet(),
            new SignInPage(sessions, signIn, hosts, clock),
            new SetUpPage(accounts),
            new ConsumerKeyPage(applications, store),
            new StartPage(openables, hosts, panel));
  }

  @Override
  public void mount(Routes routes) {
    all.forEach(page -> page.mount(routes));
  }
}
