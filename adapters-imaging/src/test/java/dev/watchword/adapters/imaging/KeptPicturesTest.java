package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One picture of each class of the benchmark, with its truth, as `bench/qr/pick` put them there.
class KeptPicturesTest {

  private static final DecodeLimits PATIENT = DecodeLimits.STANDARD.within(Duration.ofSeconds(30));
  private final StagedImageDecoder decoder = new StagedImageDecoder();

  static List<String> lines() throws IOException {
    return new String(bytes("truth.tsv"), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = KeptPicturesTest.class.getResourceAsStream("pictures/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsEveryCodeAndNothingElse(String line) throws IOException {
    String[] parts = line.split("\t", -1);
    List<String> truth = Arrays.stream(parts[1].split(",")).filter(p -> !p.isEmpty()).toList();
    try (Capture capture = decoder.decode(new Picture.Encoded(bytes(parts[0])), PATIENT)) {
      assertThat(capture.codes())
          .as(parts[0] + " " + capture.diagnoses())
          .extracting(QrCode::payload)
          .extracting(Base64.getEncoder()::encodeToString)
          .containsExactlyInAnyOrderElementsOf(truth);
    }
  }
}
