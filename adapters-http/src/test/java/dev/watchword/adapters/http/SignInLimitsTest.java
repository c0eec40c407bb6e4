package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.testing.MutableClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sources that fail too often, and guesses over many names (SECURITY TH-09).
class SignInLimitsTest {

  private final MutableClock clock = MutableClock.at("2026-11-24T10:00:00Z");
  private final List<Integer> alarms = new ArrayList<>();
  private final SignInLimits limits = new SignInLimits(clock, alarms::add);

  private static InetAddress source(String address) {
    return InetAddress.ofLiteral(address);
  }

  @Test
  void admitsASourceNoMoreAfterAHundredFailuresInAMinute() {
    for (int i = 0; i < 100; i++) {
      limits.admit(source("192.0.2.1"));
      limits.failed(source("192.0.2.1"), "ada");
    }
    assertThatThrownBy(() -> limits.admit(source("192.0.2.1")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(429));
    assertThatCode(() -> limits.admit(source("192.0.2.2"))).doesNotThrowAnyException();
    clock.advance(Duration.ofSeconds(1));
    assertThatCode(() -> limits.admit(source("192.0.2.1"))).doesNotThrowAnyException();
  }

  @Test
  void takesAnIpv6NetworkForOneSource() {
    for (int i = 0; i < 100; i++) {
      limits.failed(source("2001:db8::%x".formatted(i + 1)), "ada");
    }
    assertThatThrownBy(() -> limits.admit(source("2001:db8::ffff")))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> limits.admit(source("2001:db8:0:1::1"))).doesNotThrowAnyException();
  }

  @Test
  void raisesOneAlarmAMinuteWhenManyNamesAreTriedFromManySources() {
    for (int i = 0; i < 200; i++) {
      limits.failed(source("192.0.2." + i), "name " + i);
    }
    assertThat(alarms).containsExactly(SignInLimits.NAMES_PER_MINUTE);
    clock.advance(Duration.ofMinutes(2));
    for (int i = 0; i < 200; i++) {
      limits.failed(source("192.0.2." + i), "ada");
    }
    assertThat(alarms).hasSize(1);
  }
}
