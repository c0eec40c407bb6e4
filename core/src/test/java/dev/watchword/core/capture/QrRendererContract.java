package dev.watchword.core.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [QrRenderer] keeps to.
public interface QrRendererContract {

  /// A renderer; the same or another at each call.
  QrRenderer renderer();

  @Test
  default void drawsAPngOfTheSizeThatWasAskedFor() {
    byte[] png = renderer().png(SampleSymbol.TEXT, 3);
    assertThat(png).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
    int width = (png[18] & 0xFF) << 8 | png[19] & 0xFF;
    int height = (png[22] & 0xFF) << 8 | png[23] & 0xFF;
    assertThat(width).isEqualTo(height);
    assertThat(width % 3).isZero();
    assertThat(width / 3 - 8)
        .as("modules without the margin of four")
        .matches(n -> n % 4 == 1 && n >= 21);
  }

  @Test
  default void drawsTheSameBytesForTheSameText() {
    assertThat(renderer().png(SampleSymbol.TEXT, 4))
        .isEqualTo(renderer().png(SampleSymbol.TEXT, 4));
  }

  @Test
  default void takesTextUpToTheLargestSymbol() {
    assertThat(renderer().png("x".repeat(QrRenderer.MAX_BYTES), 1)).isNotEmpty();
    String tooLong = "x".repeat(QrRenderer.MAX_BYTES + 1);
    for (Runnable drawing :
        List.<Runnable>of(
            () -> renderer().png(tooLong, 1),
            () -> renderer().svg(tooLong),
            () -> renderer().blocks(tooLong, true))) {
      assertThatThrownBy(drawing::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("xxx");
    }
  }

  @Test
  default void refusesSizesOutOfRange() {
    assertThatThrownBy(() -> renderer().png("a", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> renderer().png("a", 65)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void drawsAnSvgOfOnePathAndNothingActive() {
    String svg = renderer().svg("<script>&\"'");
    assertThat(svg)
        .startsWith("<svg")
        .containsOnlyOnce("<path")
        .doesNotContain("<script", "<style", "href", "&");
  }

  @Test
  default void drawsTerminalLinesOfOneLength() {
    List<String> lines = renderer().blocks(SampleSymbol.TEXT, true).lines().toList();
    assertThat(lines).extracting(String::length).containsOnly(SampleSymbol.size() + 8);
    assertThat(lines).hasSize((SampleSymbol.size() + 8 + 1) / 2);
    assertThat(String.join("", lines)).matches("[█▀▄ ]+");
  }

  @Test
  default void drawsTheOtherHalfOnALightTerminal() {
    String dark = renderer().blocks("a", true);
    String light = renderer().blocks("a", false);
    assertThat(dark.charAt(0)).isEqualTo('█');
    assertThat(light.charAt(0)).isEqualTo(' ');
    assertThat(dark.getBytes(StandardCharsets.UTF_8))
        .isNotEqualTo(light.getBytes(StandardCharsets.UTF_8));
  }
}
