package gatehouse.doors.api.ai;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.Me;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me}: who a credential stands for. */
public final class MeResource implements Resource {
  /** The values that the model's clients know, the widest first. */
  private static final List<RoleName> KNOWN =
      List.of(RoleName.ADMINISTRATOR, RoleName.AI_TRAINING_OPERATOR, RoleName.AI_TRAINING_READ);

  private final Offer offer;
  private final Quotas quotas;
  private final InstantSource clock;

  public MeResource(Offer offer, Quotas quotas, InstantSource clock) {
    this.offer = offer;
    this.quotas = quotas;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/me", new Guard.SignedIn(), this::get);
  }

  private Reply get(Call call) {
    Caller caller = call.caller();
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    RoleName role = role(standing, credential, clock.instant());
    return Reply.json(
        new Me(
            standing.name().value(),
            call.project().value(),
            role == null ? null : role.value(),
            credential.kind() == Credential.Kind.TOKEN ? "app" : "oauth",
            QuotaAnswers.of(offer, quotas.book(), call.project(), standing.subject())));
  }

  private static @Nullable RoleName role(Standing standing, Credential credential, Instant now) {
    if (credential.role() != null) {
      return credential.role();
    }
    if (standing.isAccount()) {
      return RoleName.ADMINISTRATOR;
    }
    List<RoleName> held =
        standing.grants().stream()
            .filter(grant -> grant.holdsAt(now))
            .map(Grant::role)
            .map(role -> role.name())
            .toList();
    return KNOWN.stream().filter(held::contains).findFirst().orElse(null);
  }
}
