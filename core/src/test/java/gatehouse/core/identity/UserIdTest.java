package gatehouse.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
  @Test
  void anIdIsReadAsItIsWritten() {
    assertThat(UserId.of("1").value()).isEqualTo(1);
    assertThat(UserId.of("2147483647").value()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "+1", "-1", "01", "\u0661", "2147483648", "99999999999", "1\n"})
  void whatIsWrittenOtherwiseIsNoUser(String text) {
    assertThatThrownBy(() -> UserId.of(text))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.NotFound.class));
  }
}
