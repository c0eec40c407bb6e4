package dev.watchword.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.throttle.Admission.HardStop;
import dev.watchword.core.throttle.Admission.Open;
import dev.watchword.core.throttle.Admission.Wait;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptLimitTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4, 0",
    "5, 30",
    "6, 60",
    "7, 120",
    "8, 240",
    "9, 480",
    "10, 960",
    "11, 1920",
    "12, 3600",
    "13, 3600",
    "99, 3600",
    "2000000000, 3600"
  })
  void doublesTheWaitUpToAnHour(int failures, long seconds) { // TH-01
    assertThat(AttemptLimit.STANDARD.waitAfter(failures)).hasSeconds(seconds);
  }

  @Test
  void admitsAtTheVeryEndOfAWait() {
    Attempts waiting = new Attempts(5, NOW);

    assertThat(waiting.admission(NOW.minusNanos(1), AttemptLimit.STANDARD))
        .isEqualTo(new Wait(Duration.ofSeconds(1)));
    assertThat(waiting.admission(NOW.minusMillis(1001), AttemptLimit.STANDARD))
        .isEqualTo(new Wait(Duration.ofSeconds(2)));
    assertThat(waiting.admission(NOW, AttemptLimit.STANDARD)).isEqualTo(new Open());
  }

  @Test
  void stopsForGoodAtAHundred() { // TH-02
    assertThat(new Attempts(99, NOW).admission(NOW, AttemptLimit.STANDARD)).isEqualTo(new Open());
    assertThat(new Attempts(100, NOW).admission(NOW, AttemptLimit.STANDARD))
        .isEqualTo(new HardStop());
  }

  @ParameterizedTest
  @CsvSource({
    "6, 30, 3600, 100",
    "0, 30, 3600, 100",
    "5, 29, 3600, 100",
    "5, 30, 3599, 100",
    "5, 7200, 3600, 100",
    "5, 30, 3600, 101",
    "5, 30, 3600, 5"
  })
  void isNeverLaxerThanTheStandard(int free, long first, long longest, int hardStop) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new AttemptLimit(
                free, Duration.ofSeconds(first), Duration.ofSeconds(longest), hardStop));
  }
}
