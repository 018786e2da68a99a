package gatehouse.core.administration;

import static gatehouse.core.access.RoleName.AI_TRAINING_READ;
import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.administration.UserTokens.Claim;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UserTokensTest {
  private final MemoryHouse house = new MemoryHouse();
  private final UserTokens tokens =
      new UserTokens(house.store, house.sessions, house.one.view, house.clock);
  private final Issued ada = house.user("Ada", AI_TRAINING_READ);
  private final UserName name = ada.user().user().name();

  @AfterEach
  void close() {
    house.close();
  }

  private UserToken draw(Claim claim, Secret password) {
    return tokens.draw(claim, password, project -> true, "192.0.2.1", "a client");
  }

  private UserToken draw() {
    return draw(new Claim.Named(name.value()), ada.password());
  }

  @Test
  void aTokenIsDrawnByNameAndById() {
    assertThat(draw().owner()).isEqualTo(ada.user());
    assertThat(draw(new Claim.Identified(ada.user().user().openstackId()), ada.password()).owner())
        .isEqualTo(ada.user());
  }

  @Test
  void whoIsNotFoundCostsWhatAFoundOneCosts() {
    int before = house.hasher.comparisons();

    for (Claim claim :
        new Claim[] {
          new Claim.Named(name.value()),
          new Claim.Named("nobody-here"),
          new Claim.Named("admin"),
          new Claim.Identified("0".repeat(32)),
          new Claim.Stranger(name.value())
        }) {
      assertThat(refusalOf(() -> draw(claim, MemoryHouse.ADMIN_PASSWORD)))
          .isEqualTo(new Unauthenticated("The user name or the password is wrong."));
    }

    assertThat(house.hasher.comparisons() - before).isEqualTo(5);
  }

  @Test
  void aScopeIsAskedAboutOnceThePasswordIsProven() {
    var claim = new Claim.Named(name.value());

    Refusal wrong =
        refusalOf(
            () ->
                tokens.draw(
                    claim,
                    new Secret("wrong"),
                    project -> {
                      throw new AssertionError("asked too early");
                    },
                    "192.0.2.1",
                    ""));
    Refusal others =
        refusalOf(() -> tokens.draw(claim, ada.password(), project -> false, "192.0.2.1", ""));

    assertThat(wrong).isInstanceOf(Unauthenticated.class);
    assertThat(others).isInstanceOf(Unauthenticated.class);
    assertThat(house.sessions.of(house.admin, ada.user().user().subject())).isEmpty();
  }

  @Test
  void sixtyAMinuteAreDrawnAndNoMoreUntilThatMinuteIsOver() {
    for (int i = 0; i < TokenPace.MOST; i++) {
      draw();
      house.clock.pass(Duration.ofMillis(500));
    }

    assertThat(refusalOf(this::draw)).isInstanceOf(TooMany.class);
    house.clock.pass(Duration.ofSeconds(30));
    draw();
    assertThat(refusalOf(this::draw)).isInstanceOf(TooMany.class);
  }

  @Test
  void anEndedTokenIsNone() {
    Secret value = draw().value();
    assertThat(tokens.again(value, project -> true).value()).isEqualTo(value);

    tokens.end(house.admin, value);

    assertThat(refusalOf(() -> tokens.again(value, project -> true)))
        .isInstanceOf(Unauthenticated.class);
    assertThat(refusalOf(() -> tokens.read(house.admin, value))).isInstanceOf(NotFound.class);
    assertThat(refusalOf(() -> tokens.end(house.admin, value))).isInstanceOf(NotFound.class);
  }

  @Test
  void aTokenIsGoodForADay() {
    Secret value = draw().value();

    house.clock.pass(Duration.ofHours(24));

    assertThat(refusalOf(() -> tokens.read(house.admin, value))).isInstanceOf(NotFound.class);
  }
}
