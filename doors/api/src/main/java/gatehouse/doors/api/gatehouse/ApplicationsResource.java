package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Applications;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.AllowedActionBody;
import gatehouse.doors.wire.gatehouse.ApplicationBody;
import gatehouse.doors.wire.gatehouse.IssuedApplicationBody;
import gatehouse.doors.wire.gatehouse.NewApplicationBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import gatehouse.doors.wire.gatehouse.RuleBody;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The caller's own API applications, for scripts and Terraform. */
public final class ApplicationsResource implements Resource {
  /** One's own, one may delete. */
  private static final Map<String, AllowedActionBody> OWN =
      Map.of("application.delete", new AllowedActionBody(true, null, null));

  private final Applications applications;
  private final AdministrationStore store;

  public ApplicationsResource(Applications applications, AdministrationStore store) {
    this.applications = applications;
    this.store = store;
  }

  @Override
  public void mount(Routes routes) {
    var signedIn = new Guard.SignedIn();
    routes.add("GET", "/v1/gatehouse/application", signedIn, this::list);
    routes.add("POST", "/v1/gatehouse/application", signedIn, this::create);
    routes.add("DELETE", "/v1/gatehouse/application/{id}", signedIn, this::delete);
  }

  private Reply list(Call call) {
    List<Credential> keys = applications.keys(call.actor());
    Map<Integer, Instant> uses = lastUses(store, keys);
    return Reply.json(
        applications.list(call.actor()).stream()
            .map(application -> body(application, keys, uses.get(application.id()), OWN))
            .toList());
  }

  private Reply create(Call call) {
    var body = call.strictBody(NewApplicationBody.class);
    List<RuleBody> rules = body.rules() == null ? List.of() : body.rules();
    List<AddressRange> ranges =
        body.allowedIPs() == null
            ? List.of()
            : body.allowedIPs().stream()
                .map(range -> AddressRange.of("allowedIPs", Shapes.required(range, "allowedIPs")))
                .toList();
    var issued =
        applications.create(
            call.actor(),
            Shapes.required(body.name(), "name"),
            body.description() == null ? "" : body.description(),
            rules.stream().map(ApplicationsResource::rule).toList(),
            ranges);
    return Reply.json(
        new IssuedApplicationBody(
            issued.application().id(),
            issued.application().key(),
            issued.secret().value(),
            issued.consumerKey().value(),
            call.scheme() + "://" + call.host() + "/1.0"));
  }

  private Reply delete(Call call) {
    int id = call.path("id", ApplicationsResource::number);
    return Reply.json(new ReceiptAnswer(Shapes.receipt(applications.delete(call.actor(), id))));
  }

  /** When any of an application's keys was last used. */
  static Map<Integer, Instant> lastUses(AdministrationStore store, List<Credential> keys) {
    Map<UUID, Instant> uses =
        store.lastUses(keys.stream().map(Credential::id).collect(Collectors.toSet()));
    var latest = new HashMap<Integer, Instant>();
    for (Credential key : keys) {
      Instant use = uses.get(key.id());
      if (key.application() != null && use != null) {
        latest.merge(key.application(), use, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return latest;
  }

  static ApplicationBody body(
      Application of,
      List<Credential> keys,
      @Nullable Instant lastUse,
      Map<String, AllowedActionBody> actions) {
    return new ApplicationBody(
        of.id(),
        of.key(),
        of.name(),
        of.description(),
        of.createdAt(),
        lastUse,
        allowedIps(of, keys),
        actions);
  }

  /** Where its keys may be used from; null where one of them may be used from anywhere. */
  private static @Nullable List<String> allowedIps(Application of, List<Credential> keys) {
    List<Credential> own =
        keys.stream().filter(key -> Objects.equals(key.application(), of.id())).toList();
    if (own.isEmpty() || own.stream().anyMatch(key -> key.addresses().isEmpty())) {
      return null;
    }
    return own.stream()
        .flatMap(key -> key.addresses().stream())
        .map(AddressRange::toString)
        .distinct()
        .toList();
  }

  private static AccessRule rule(@Nullable RuleBody body) {
    RuleBody given = Shapes.required(body, "rules");
    return new AccessRule(
        Shapes.required(given.method(), "rules.method"),
        Shapes.required(given.path(), "rules.path"));
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refused(new Invalid("id", "a whole number"));
    }
  }
}
