package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchword.app.nodes.Trend.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void followsALineAndSaysHowFarTheReadingsAreFromIt() {
    Trend exact = Trend.of(List.of(new Reading(1, 10), new Reading(2, 12), new Reading(4, 16)));
    assertThat(exact.first()).isCloseTo(10, within(1e-9));
    assertThat(exact.last()).isCloseTo(16, within(1e-9));
    assertThat(exact.error()).isCloseTo(0, within(1e-6));

    Trend flat =
        Trend.of(
            List.of(new Reading(0, 5), new Reading(1, 7), new Reading(2, 7), new Reading(3, 5)));
    assertThat(flat.growth()).isCloseTo(0, within(1e-9));
    assertThat(flat.error()).isCloseTo(Math.sqrt(4.0 / 2 / 5) * 3, within(1e-9));
  }
}
