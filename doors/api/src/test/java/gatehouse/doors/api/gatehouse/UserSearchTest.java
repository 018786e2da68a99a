package gatehouse.doors.api.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.RoleName;
import gatehouse.core.administration.UserFilter;
import gatehouse.core.administration.UserFilter.Seen;
import gatehouse.core.administration.UserFilter.Span;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSearchTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static UserFilter search(String typed) {
    var search = new UserSearch(NOW);
    search.add(typed);
    return search.filter();
  }

  @Test
  void nothingTypedMeansEverybody() {
    assertThat(search("  ")).isEqualTo(UserFilter.ALL);
  }

  @Test
  void wordsAreTextsAndQuotesKeepThemTogether() {
    assertThat(search("Marie \"de la Tour: 2\" -x").texts())
        .containsExactly("Marie", "de la Tour: 2", "-x");
  }

  @Test
  void keysNarrow() {
    UserFilter filter =
        search(
            "ann role:ai_training_read -role:objectstore_operator status:suspended"
                + " created_after:2026-01-01 created_before:30d");

    assertThat(filter.texts()).containsExactly("ann");
    assertThat(filter.roles()).containsExactly(RoleName.AI_TRAINING_READ);
    assertThat(filter.withoutRoles()).containsExactly(RoleName.OBJECTSTORE_OPERATOR);
    assertThat(filter.status()).isEqualTo(UserStatus.DISABLED);
    assertThat(filter.created())
        .isEqualTo(
            new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-10-24T12:00:00Z")));
  }

  @Test
  void whenSomebodyWasSeenIsAskedInThreeWays() {
    assertThat(search("last_seen:never").seen()).isEqualTo(new Seen.Never());
    assertThat(search("last_seen_before:2026-11-01").seen())
        .isEqualTo(new Seen.NotSince(Instant.parse("2026-11-01T00:00:00Z")));
    assertThat(search("last_seen_after:12h").seen())
        .isEqualTo(new Seen.Within(new Span(Instant.parse("2026-11-23T00:00:00Z"), null)));
  }

  @Test
  void whoseEndDateHasComeIsFoundAsOfNow() {
    assertThat(search("status:ended").endedBy()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ann rol:x | word 2 (rol:x): no such key
          role:ai_training_reader | word 1 (role:ai_training_reader): one of administrator
          a b created_after:yesterday | word 3 (created_after:yesterday): a date such as
          created_after:2026-02-30 | word 1 (created_after:2026-02-30): a date such as
          last_seen:often | word 1 (last_seen:often): never
          status:error | word 1 (status:error): ok, disabled
          -status:ok | word 1 (-status:ok): only role:
          """)
  void whatCannotBeReadIsNamedByItsWord(String typed, String message) {
    assertThatThrownBy(() -> search(typed))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(message);
  }
}
