package gatehouse.engines.argon2;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Secret;
import org.junit.jupiter.api.Test;

final class Argon2idHasherTest {
  private final Argon2idHasher hasher = new Argon2idHasher();

  @Test
  void aPasswordMatchesItsOwnHashAndNoOther() {
    PasswordHash hash = hasher.hash(new Secret("pässword-1"));

    assertThat(hasher.matches(new Secret("pässword-1"), hash)).isTrue();
    assertThat(hasher.matches(new Secret("pässword-2"), hash)).isFalse();
    assertThat(hasher.matches(new Secret(""), hash)).isFalse();
  }

  @Test
  void theHashSaysItsParametersAndIsSalted() {
    PasswordHash one = hasher.hash(new Secret("same"));
    PasswordHash other = hasher.hash(new Secret("same"));

    assertThat(one.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(one).isNotEqualTo(other);
    assertThat(one).hasToString("***");
  }
}
