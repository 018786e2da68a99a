package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.AccessRule;
import org.junit.jupiter.api.Test;

/** Which paths the rules of a consumer key speak of. */
class RulePathsTest {
  private static boolean opens(String rule, String path) {
    return new AccessRule("GET", rule).covers("GET", Doorkeeper.belowPrefix(path));
  }

  @Test
  void aRuleForMeOpensNoOtherApisMe() {
    assertThat(opens("/me", "/1.0/me")).isTrue();
    assertThat(opens("/me", "/v1/me")).isFalse();
    assertThat(opens("/job", "/v1/job")).isFalse();
    assertThat(opens("/gatehouse/me", "/v1/gatehouse/me")).isFalse();
    assertThat(opens("/v1/me", "/v1/me")).isTrue();
  }

  @Test
  void bothNamesOfTheApiAreOne() {
    assertThat(opens("/cloud/project", "/1.0/cloud/project")).isTrue();
    assertThat(opens("/cloud/project", "/v1/cloud/project")).isTrue();
    assertThat(opens("/auth/*", "/v1/auth/details")).isTrue();
    assertThat(opens("/cloud", "/v1/cloudy")).isFalse();
  }
}
