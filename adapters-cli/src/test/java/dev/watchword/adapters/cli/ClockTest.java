package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The machine's clock, measured and worked around.
class ClockTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:10Z");

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 90, -90, 86_400, -1})
  void measuresTheOffsetByNtp(long seconds) throws IOException {
    try (FakeTimeServer server =
        new FakeTimeServer(NOW.plusSeconds(seconds), UnaryOperator.identity())) {
      NetworkTime time = NetworkTime.byNtp(server.address(), InstantSource.fixed(NOW));

      assertThat(time.offset()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(500));
      assertThat(time.uncertainty()).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void goesOnPastTheEndOfTheEraIn2036() throws IOException {
    Instant later = Instant.parse("2036-02-07T06:28:20Z");
    try (FakeTimeServer server = new FakeTimeServer(later, UnaryOperator.identity())) {
      NetworkTime time =
          NetworkTime.byNtp(server.address(), InstantSource.fixed(later.minusSeconds(60)));

      assertThat(time.offset()).isCloseTo(Duration.ofSeconds(60), Duration.ofMillis(500));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,36", "0,-28", "1,0", "24,1", "-1,0"})
  void takesNoAnswerThatIsNoGood(int at, byte value) throws IOException {
    UnaryOperator<byte[]> spoil =
        bytes -> {
          if (at < 0) {
            return new byte[10];
          }
          bytes[at] =
              at == 0 && value == 36 ? (byte) 0b00_100_011 : at == 24 ? (byte) ~bytes[at] : value;
          return bytes;
        };
    try (FakeTimeServer server = new FakeTimeServer(NOW, spoil)) {
      assertThatThrownBy(() -> NetworkTime.byNtp(server.address(), InstantSource.fixed(NOW)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("gave no good answer");
    }
  }

  @Test
  void doctorAsksNobodyUnlessTold() throws IOException {
    assertThat(cli.run("doctor")).isZero();
    assertThat(cli.out()).doesNotContain("offset");
    assertThat(cli.run("doctor", "--time")).isEqualTo(2);

    try (FakeTimeServer server =
        new FakeTimeServer(NOW.plusSeconds(42), UnaryOperator.identity())) {
      cli.settings.put("ntp-server", server.address());
      assertThat(cli.run("doctor", "--time")).isEqualTo(1);
      assertThat(cli.out()).containsPattern("offset +\\[!\\].* --clock-offset 4[12]");

      cli.settings.put("clock-offset", "42");
      assertThat(cli.run("doctor", "--time", "-o", "json")).isZero();
      assertThat(cli.out()).containsPattern("\"clockOffsetMillis\":4[12]\\d{3}");
    }
  }

  @Test
  void codesAreComputedWithTheOffset() {
    cli.run("code", "--at", "2026-11-24T12:01:10Z", "github");
    String later = cli.out();
    cli.run("code", "github");
    assertThat(cli.out()).isNotEqualTo(later);

    cli.run("code", "--clock-offset", "60", "github");
    assertThat(cli.out()).isEqualTo(later);
    try (AgentFixture agent = new AgentFixture(cli)) {
      cli.settings.put("clock-offset", "60.0");
      cli.run("code", "github");
      assertThat(cli.out()).isEqualTo(later);
      assertThat(cli.run("code", "--clock-offset", "soon", "github")).isEqualTo(2);
      assertThat(agent.timer.expired()).isFalse();
    }
  }

  @Test
  void httpsAloneIsTrustedForTheTime() {
    assertThat(cli.run("doctor", "--https", "http://localhost/")).isEqualTo(2);
    assertThat(cli.run("doctor", "--https", "https://localhost:1/")).isEqualTo(1);
    assertThat(cli.err()).contains("gave no time");
  }
}
