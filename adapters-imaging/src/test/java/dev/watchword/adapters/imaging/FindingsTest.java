package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static FoundSymbol at(double x, double y, String text, QrCode.@Nullable Part part) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    DecodedSymbol symbol =
        new DecodedSymbol(
            1, QrCode.ErrorCorrection.M, new SymbolContent(payload, text, part, true), 0, false);
    return new FoundSymbol(
        symbol,
        List.of(
            new Corner(x, y),
            new Corner(x + 10, y),
            new Corner(x + 10, y + 10),
            new Corner(x, y + 10)),
        false,
        1);
  }

  @Test
  void believesNeitherWhereTwoWaysOfReadingDisagree() {
    Findings findings = new Findings(64);
    assertThat(findings.add(at(0, 0, "one", null))).isTrue();
    assertThat(findings.add(at(1, 1, "two", null))).isFalse();
    assertThat(findings.add(at(0, 0, "one", null))).as("nor the first again").isFalse();
    assertThat(findings.empty()).isTrue();
    assertThat(findings.anyContested()).isTrue();
  }

  @Test
  void keepsAPlaceOnceAndNoMoreThanTheMaximum() {
    Findings findings = new Findings(2);
    findings.add(at(0, 0, "one", null));
    findings.add(at(1, 0, "one", null));
    findings.add(at(20, 0, "one", null));
    findings.add(at(40, 0, "one", null));
    assertThat(findings.size()).isEqualTo(2);
    assertThat(findings.full()).isTrue();
  }

  @Test
  void joinsASequenceWhoseParityIsRight() {
    int parity = 'a' ^ 'b' ^ 'c' ^ 'd';
    SequenceJoining joining =
        new SequenceJoining(
            List.of(
                at(0, 0, "cd", new QrCode.Part(1, 2, parity)),
                at(20, 0, "ab", new QrCode.Part(0, 2, parity))));
    assertThat(joining.codes()).extracting(QrCode::text).containsExactly("abcd");
    assertThat(joining.codes().getFirst().part()).isEmpty();
    assertThat(joining.missing()).isEmpty();
  }

  @Test // UP-06
  void takesTheOnlyPartOfOneForTheWholeMessage() {
    SequenceJoining joining =
        new SequenceJoining(List.of(at(0, 0, "ab", new QrCode.Part(0, 1, 0xFF))));
    assertThat(joining.codes()).extracting(QrCode::text).containsExactly("ab");
    assertThat(joining.codes().getFirst().part()).isEmpty();
    assertThat(joining.missing()).isEmpty();
  }

  @Test // UP-05
  void namesThePartsThatAreMissing() {
    SequenceJoining joining =
        new SequenceJoining(List.of(at(0, 0, "cd", new QrCode.Part(1, 3, 0))));
    assertThat(joining.missing()).containsExactly(new Diagnosis.PartsMissing(List.of(1, 3), 3));
    assertThat(joining.codes().getFirst().part()).isPresent();
  }

  @Test
  void joinsASequenceWhoseWriterWorkedTheParityOutOtherwise() {
    SequenceJoining joining =
        new SequenceJoining(
            List.of(
                at(0, 0, "ab", new QrCode.Part(0, 2, 1)),
                at(20, 0, "cd", new QrCode.Part(1, 2, 1))));
    assertThat(joining.codes()).extracting(QrCode::text).containsExactly("abcd");
  }

  @Test
  void doesNotJoinPartsOfTwoMessages() {
    SequenceJoining other =
        new SequenceJoining(
            List.of(
                at(0, 0, "ab", new QrCode.Part(0, 2, 1)),
                at(20, 0, "xy", new QrCode.Part(1, 2, 2))));
    assertThat(other.codes()).hasSize(2).allMatch(code -> code.part().isPresent());
    SequenceJoining contradictory =
        new SequenceJoining(
            List.of(
                at(0, 0, "ab", new QrCode.Part(0, 2, 1)),
                at(20, 0, "cd", new QrCode.Part(1, 2, 1)),
                at(40, 0, "xy", new QrCode.Part(1, 2, 1))));
    assertThat(contradictory.codes()).hasSize(3).allMatch(code -> code.part().isPresent());
  }
}
