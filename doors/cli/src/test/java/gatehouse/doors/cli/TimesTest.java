package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.doors.cli.command.Lengths;
import gatehouse.doors.cli.terminal.Dates;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
  @ParameterizedTest
  @CsvSource({"30s,30", "5m,300", "1h,3600", "7d,604800", "1h30m,5400", "2w,1209600", "45,45"})
  void lengthsOfTimeAreRead(String text, long seconds) {
    assertThat(new Lengths().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "-5s", "1y", "1 h", "1.5h", "99999999999s"})
  void whatIsNoLengthIsRefused(String text) {
    assertThatThrownBy(() -> new Lengths().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"0,0 s", "59,59 s", "60,1 min", "65,1 min 5 s", "3600,1 h", "90000,1 d 1 h"})
  void spansAreSaidInWords(long seconds, String words) {
    assertThat(Dates.span(Duration.ofSeconds(seconds))).isEqualTo(words);
  }

  @Test
  void datesAreShownInThePersonsZone() {
    var dates = new Dates(ZoneOffset.ofHours(1));

    assertThat(dates.readable("2026-11-23T12:00:00.123456Z")).isEqualTo("2026-11-23 13:00:00");
    assertThat(dates.readable("")).isEmpty();
    assertThat(dates.readable("soon")).isEqualTo("soon");
  }
}
