package gatehouse.doors.api.cloud;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Applications;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.ApiApplication;
import gatehouse.doors.wire.cloud.Nichandle;

/**
 * {@code /1.0/me}: the caller, their applications and consumer keys. Not under {@code /v1}, where
 * {@code me} belongs to the other API.
 */
public final class MeResource implements Resource {
  private static final String ME = "/1.0/me";

  private final Applications applications;
  private final ApiCredentials credentials;

  public MeResource(Applications applications, ApiCredentials credentials) {
    this.applications = applications;
    this.credentials = credentials;
  }

  @Override
  public void mount(Routes routes) {
    var signedIn = new Guard.SignedIn();
    String app = ME + "/api/application";
    String key = ME + "/api/credential";
    routes.add("GET", ME, signedIn, this::me);
    routes.add("GET", app, signedIn, this::applications);
    routes.add("GET", app + "/{id}", signedIn, c -> Reply.json(body(application(c))));
    routes.add("DELETE", app + "/{id}", signedIn, this::deleteApplication);
    routes.add("GET", key, signedIn, this::keys);
    routes.add("GET", key + "/{id}", signedIn, c -> Reply.json(credentials.body(key(c))));
    routes.add("DELETE", key + "/{id}", signedIn, this::endKey);
    routes.add("GET", key + "/{id}/application", signedIn, this::applicationOfKey);
  }

  private Reply me(Call call) {
    Standing standing = AuthResource.standing(call.caller());
    String name = standing.name().value();
    return Reply.json(
        new Nichandle(
            name,
            "",
            name,
            name,
            "FR",
            "en_GB",
            new Nichandle.Currency("EUR", "€"),
            "ovh",
            "FR",
            "other",
            "complete",
            null,
            null,
            null,
            null,
            null,
            standing.subject().key(),
            true));
  }

  private Reply applications(Call call) {
    return Reply.json(applications.list(call.actor()).stream().map(Application::id).toList());
  }

  private Application application(Call call) {
    return application(call, call.path("id", text -> text));
  }

  private Application application(Call call, String id) {
    return applications.list(call.actor()).stream()
        .filter(application -> Integer.toString(application.id()).equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound("application", id)));
  }

  private Reply deleteApplication(Call call) {
    applications.delete(call.actor(), application(call).id());
    return Reply.nothing();
  }

  private Reply keys(Call call) {
    String application = call.query("applicationId").orElse("");
    boolean other = call.query("status").filter(status -> !status.equals("validated")).isPresent();
    return Reply.json(
        applications.keys(call.actor()).stream()
            .filter(key -> !other)
            .filter(key -> application.isEmpty() || application.equals(ofApplication(key)))
            .map(Credential::number)
            .toList());
  }

  private static String ofApplication(Credential key) {
    return String.valueOf(key.application());
  }

  private Credential key(Call call) {
    String id = call.path("id", text -> text);
    return applications.keys(call.actor()).stream()
        .filter(key -> Integer.toString(key.number()).equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound("credential", id)));
  }

  private Reply endKey(Call call) {
    applications.endKey(call.actor(), key(call).id());
    return Reply.nothing();
  }

  private Reply applicationOfKey(Call call) {
    return Reply.json(body(application(call, ofApplication(key(call)))));
  }

  private static ApiApplication body(Application of) {
    return new ApiApplication(of.id(), of.key(), of.name(), of.description(), "active");
  }
}
