package gatehouse.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Seal;
import gatehouse.core.identity.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealCheckTest {
  private final SecureRandom random = new SecureRandom();
  private final Seal before = new Seal(random.generateSeed(32), random);
  private final Seal now = new Seal(random.generateSeed(32), random);

  @Test
  void aKeyHoldsWhereNothingIsKeptOrAllOpens() {
    assertThat(SealCheck.holds(now, samples(Map.of(), Map.of()))).isTrue();
    assertThat(
            SealCheck.holds(
                now,
                samples(
                    Map.of("a", sealed(now, "s3:a"), "b", sealed(now, "s3:b")),
                    Map.of("c", sealed(now, "application:c")))))
        .isTrue();
  }

  @Test
  void anotherKeyIsFoundByTheOldestOfEitherKind() {
    assertThat(
            SealCheck.holds(
                now,
                samples(Map.of("a", sealed(before, "s3:a"), "b", sealed(now, "s3:b")), Map.of())))
        .isFalse();
    assertThat(
            SealCheck.holds(now, samples(Map.of(), Map.of("c", sealed(before, "application:c")))))
        .isFalse();
  }

  @Test
  void whatWasNeverSealedIsNoReasonToFall() {
    assertThat(SealCheck.holds(now, samples(Map.of(), Map.of("c", "")))).isFalse();
    assertThat(SealCheck.holds(now, samples(Map.of("a", "no base64!"), Map.of()))).isFalse();
  }

  private static String sealed(Seal seal, String context) {
    return Base64.getEncoder().encodeToString(seal.seal(new Secret("secret"), context));
  }

  private static SealCheck.Samples samples(
      Map<String, String> s3Keys, Map<String, String> applications) {
    return new SealCheck.Samples() {
      @Override
      public Map<String, String> s3Keys() {
        return s3Keys;
      }

      @Override
      public Map<String, String> applications() {
        return applications;
      }
    };
  }
}
