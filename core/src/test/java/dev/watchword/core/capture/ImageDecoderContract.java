package dev.watchword.core.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [ImageDecoder] keeps to.
public interface ImageDecoderContract {

  /// A decoder; the same or another at each call.
  ImageDecoder decoder();

  @Test
  default void readsACodeWithItsPayloadAndWhatItIs() {
    try (Capture capture = decoder().decode(SampleSymbol.picture(5), DecodeLimits.STANDARD)) {
      assertThat(capture.codes()).hasSize(1);
      QrCode code = capture.codes().getFirst();
      assertThat(code.text()).isEqualTo(SampleSymbol.TEXT);
      assertThat(code.payload()).isEqualTo(SampleSymbol.TEXT.getBytes(StandardCharsets.US_ASCII));
      assertThat(code.version()).isEqualTo(SampleSymbol.VERSION);
      assertThat(code.errorCorrection()).isEqualTo(QrCode.ErrorCorrection.M);
      assertThat(code.inverted()).isFalse();
      assertThat(code.mirrored()).isFalse();
      assertThat(code.part()).isEmpty();
      assertThat(code.page()).isEqualTo(1);
    }
  }

  @Test
  default void givesTheCornersOfTheSymbolWithoutItsMargin() {
    try (Capture capture = decoder().decode(SampleSymbol.picture(6), DecodeLimits.STANDARD)) {
      double near = 24;
      double far = 24 + 6 * SampleSymbol.size();
      List<Corner> expected =
          List.of(
              new Corner(near, near),
              new Corner(far, near),
              new Corner(far, far),
              new Corner(near, far));
      List<Corner> corners = capture.codes().getFirst().corners();
      for (int i = 0; i < 4; i++) {
        assertThat(corners.get(i).x()).isCloseTo(expected.get(i).x(), within(3.0));
        assertThat(corners.get(i).y()).isCloseTo(expected.get(i).y(), within(3.0));
      }
    }
  }

  @Test
  default void readsEveryCodeInReadingOrder() {
    int width = 800;
    byte[] pixels = SampleSymbol.paper(width, 600);
    SampleSymbol.draw(pixels, width, 500, 30, 4);
    SampleSymbol.draw(pixels, width, 60, 40, 4);
    SampleSymbol.draw(pixels, width, 300, 350, 5);
    try (Capture capture =
        decoder().decode(new Picture.Luminance(pixels, width, 600), DecodeLimits.STANDARD)) {
      assertThat(capture.codes())
          .extracting(QrCode::text)
          .containsOnly(SampleSymbol.TEXT)
          .hasSize(3);
      assertThat(capture.codes())
          .extracting(code -> Math.round(code.corners().getFirst().x() / 10))
          .containsExactly(6L, 50L, 30L);
    }
  }

  @Test
  default void readsACodeOfLightModulesOnDark() {
    Picture.Luminance picture = SampleSymbol.picture(5);
    byte[] negative = picture.pixels().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = (byte) ~negative[i];
    }
    try (Capture capture =
        decoder()
            .decode(
                new Picture.Luminance(negative, picture.width(), picture.height()),
                DecodeLimits.STANDARD)) {
      assertThat(capture.codes()).extracting(QrCode::text).containsExactly(SampleSymbol.TEXT);
      assertThat(capture.codes().getFirst().inverted()).isTrue();
    }
  }

  @Test
  default void saysThatABlankPictureHasNoCode() {
    Picture blank = new Picture.Luminance(SampleSymbol.paper(300, 200), 300, 200);
    try (Capture capture = decoder().decode(blank, DecodeLimits.STANDARD)) {
      assertThat(capture.codes()).isEmpty();
      assertThat(capture.diagnoses()).containsExactly(new Diagnosis.NoCode());
    }
  }

  @Test
  default void answersAnyTinyPicture() {
    for (int side = 1; side <= 24; side++) {
      Picture tiny = new Picture.Luminance(new byte[side * side], side, side);
      try (Capture capture = decoder().decode(tiny, DecodeLimits.STANDARD)) {
        assertThat(capture.codes()).isEmpty();
      }
    }
  }

  @Test // UP-02
  default void refusesBytesThatAreNoPicture() {
    byte[] text = "otpauth://totp/a?secret=GEZDGNBV".getBytes(StandardCharsets.US_ASCII);
    for (byte[] bytes : List.of(text, new byte[0], new byte[] {1, 2, 3, 4})) {
      try (Capture capture = decoder().decode(new Picture.Encoded(bytes), DecodeLimits.STANDARD)) {
        assertThat(capture.codes()).isEmpty();
        assertThat(capture.diagnoses()).singleElement().isInstanceOf(Diagnosis.NotAPicture.class);
      }
    }
  }

  @Test // UP-01
  default void refusesTooManyPixelsByTheHeaderAlone() {
    byte[] header =
        ByteBuffer.allocate(33)
            .put(
                new byte[] {
                  (byte) 0x89,
                  'P',
                  'N',
                  'G',
                  '\r',
                  '\n',
                  0x1A,
                  '\n',
                  0,
                  0,
                  0,
                  13,
                  'I',
                  'H',
                  'D',
                  'R'
                })
            .putInt(10_000)
            .putInt(5_100)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    try (Capture capture = decoder().decode(new Picture.Encoded(header), DecodeLimits.STANDARD)) {
      assertThat(capture.diagnoses())
          .containsExactly(new Diagnosis.OverLimit("number of pixels", 51_000_000, 50_000_000));
    }
  }

  @Test // UP-01
  default void refusesAFileThatIsTooLarge() {
    DecodeLimits limits = new DecodeLimits(100, 1000, 1000, 1, 1, Duration.ofSeconds(1));
    try (Capture capture = decoder().decode(new Picture.Encoded(new byte[101]), limits)) {
      assertThat(capture.diagnoses())
          .containsExactly(new Diagnosis.OverLimit("file size in bytes", 101, 100));
    }
  }

  @Test // UP-03
  default void endsSoonAfterTheDeadline() {
    byte[] noise = new byte[3000 * 3000];
    long state = 42;
    for (int i = 0; i < noise.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      noise[i] = (byte) (state >>> 56);
    }
    Picture picture = new Picture.Luminance(noise, 3000, 3000);
    long start = System.nanoTime();
    try (Capture capture =
        decoder().decode(picture, DecodeLimits.STANDARD.within(Duration.ofMillis(200)))) {
      assertThat(capture.codes()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  default void leavesThePictureAsItWas() {
    Picture.Luminance picture = SampleSymbol.picture(4);
    byte[] before = picture.pixels().clone();
    decoder().decode(picture, DecodeLimits.STANDARD).close();
    assertThat(picture.pixels()).isEqualTo(before);
  }

  @Test
  default void servesSeveralThreadsAtOnce() throws Exception {
    ImageDecoder decoder = decoder();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> tasks =
          IntStream.range(0, 16)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    DecodeLimits patient = DecodeLimits.STANDARD.within(Duration.ofSeconds(20));
                    try (Capture capture =
                        decoder.decode(SampleSymbol.picture(3 + i % 4), patient)) {
                      return capture.codes().getFirst().text();
                    }
                  })
              .toList();
      for (Future<String> answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo(SampleSymbol.TEXT);
      }
    }
  }
}
