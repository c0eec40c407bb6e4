package dev.watchword.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [SegmentFile] does.
public interface SegmentFileContract {

  /// One that is not there yet; another one at each call.
  SegmentFile segment();

  private static void write(SegmentFile segment, List<String> lines) {
    segment.write(lines::forEach);
  }

  private static List<String> read(SegmentFile segment) {
    List<String> lines = new ArrayList<>();
    segment.read(lines::add);
    return lines;
  }

  @Test
  default void givesLinesBackAsTheyWere() {
    SegmentFile segment = segment();
    List<String> lines = List.of("a\tb", "", "töken ☂ 😀", "x".repeat(SegmentFile.MAX_LINE));
    write(segment, lines);

    assertThat(read(segment)).isEqualTo(lines);
    assertThat(read(segment)).isEqualTo(lines);
  }

  @Test
  default void isWrittenOnce() {
    SegmentFile segment = segment();
    write(segment, List.of("first"));

    assertThatThrownBy(() -> write(segment, List.of("second")))
        .isInstanceOf(RuntimeException.class);
    assertThat(read(segment)).containsExactly("first");
  }

  @Test
  default void isWholeOrNotThere() { // FI-03
    SegmentFile segment = segment();

    assertThatThrownBy(() ->
            segment.write(lines -> {
              lines.accept("first");
              throw new IllegalStateException("the test's");
            }))
        .hasMessage("the test's");
    assertThatThrownBy(() -> read(segment)).isInstanceOf(RuntimeException.class);
    write(segment, List.of("second"));
    assertThat(read(segment)).containsExactly("second");
  }

  @Test
  default void refusesALineThatIsTooLong() {
    SegmentFile segment = segment();
    write(segment, List.of("x".repeat(SegmentFile.MAX_LINE + 1)));

    assertThatIllegalArgumentException().isThrownBy(() -> read(segment));
  }
}
