package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.SampleSymbol;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HardPicturesTest {

  private static final DecodeLimits PATIENT = DecodeLimits.STANDARD.within(Duration.ofSeconds(30));
  private final StagedImageDecoder decoder = new StagedImageDecoder();

  private void assertReads(GreyImage image) {
    try (Capture capture = decode(image)) {
      assertThat(capture.codes())
          .as(capture.diagnoses().toString())
          .extracting(QrCode::text)
          .containsExactly(SampleSymbol.TEXT);
    }
  }

  private Capture decode(GreyImage image) {
    return decoder.decode(new Picture.Luminance(image.pixels, image.width, image.height), PATIENT);
  }

  private static GreyImage sample(int pixelsPerModule) {
    Picture.Luminance picture = SampleSymbol.picture(pixelsPerModule);
    return new GreyImage(picture.pixels(), picture.width(), picture.height());
  }

  /// Where a pixel of the new picture comes from in the old one.
  private interface Source {
    double[] of(double x, double y);
  }

  private static GreyImage warped(GreyImage image, int width, int height, Source source) {
    byte[] pixels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] from = source.of(x + 0.5, y + 0.5);
        pixels[y * width + x] =
            image.contains(from[0], from[1])
                ? (byte) Math.round(image.sample(from[0], from[1]))
                : (byte) 255;
      }
    }
    return new GreyImage(pixels, width, height);
  }

  private static GreyImage levels(GreyImage image, DoubleUnaryOperator level) {
    byte[] pixels = new byte[image.pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (byte) Math.clamp(Math.round(level.applyAsDouble(image.pixels[i] & 0xFF)), 0, 255);
    }
    return new GreyImage(pixels, image.width, image.height);
  }

  private static GreyImage blurred(GreyImage image, int passes) {
    GreyImage blurred = image;
    for (int i = 0; i < passes; i++) {
      blurred = new Pyramid(blurred).smoothed(0);
    }
    return blurred;
  }

  private static GreyImage painted(GreyImage image, int left, int top, int side, int level) {
    byte[] pixels = image.pixels.clone();
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        pixels[y * image.width + x] = (byte) level;
      }
    }
    return new GreyImage(pixels, image.width, image.height);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 30, 45, 77, 90, 135, 180, 201, 300})
  void readsTurnedCodes(double degrees) {
    GreyImage image = sample(5);
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    double middle = image.width / 2.0;
    assertReads(
        warped(
            image,
            320,
            320,
            (x, y) ->
                new double[] {
                  middle + c * (x - 160) + s * (y - 160), middle - s * (x - 160) + c * (y - 160)
                }));
  }

  @ParameterizedTest
  @CsvSource({"0.3,0", "-0.3,0", "0,0.35", "0.25,-0.25"})
  void readsTiltedCodes(double tiltX, double tiltY) {
    GreyImage image = sample(6);
    double middle = image.width / 2.0;
    assertReads(
        warped(
            image,
            360,
            360,
            (x, y) -> {
              double w = 1 + tiltX * (x - 180) / 180 + tiltY * (y - 180) / 180;
              return new double[] {middle + (x - 180) / w * 0.9, middle + (y - 180) / w * 0.9};
            }));
  }

  @Test
  void readsABentCode() {
    GreyImage image = sample(6);
    assertReads(warped(image, 260, 280, (x, y) -> new double[] {x, y - 14 - 9 * Math.sin(x / 55)}));
  }

  @Test
  void readsABlurredCode() {
    assertReads(blurred(sample(4), 8)); // a sigma of half a module
  }

  @Test
  void readsAFaintCode() {
    assertReads(levels(sample(5), level -> 120 + level / 255 * 8));
  }

  @Test
  void readsACodeThroughGrain() {
    Random random = new Random(3);
    assertReads(levels(sample(6), level -> level + 60 * random.nextGaussian()));
  }

  @Test
  void readsACodeOnAGroundAsDarkAsItsModules() {
    int margin = 20;
    int side = SampleSymbol.size() * 4 + 2 * margin;
    byte[] pixels = new byte[side * side]; // black all over
    byte[] symbol = SampleSymbol.picture(4).pixels();
    int whole = (SampleSymbol.size() + 8) * 4;
    for (int y = 0; y < SampleSymbol.size() * 4; y++) {
      System.arraycopy(
          symbol,
          (y + 16) * whole + 16,
          pixels,
          (y + margin) * side + margin,
          SampleSymbol.size() * 4);
    }
    assertReads(new GreyImage(pixels, side, side));
  }

  @Test
  void readsSmallModules() {
    GreyImage image = sample(8);
    double scale = 8 / 1.6;
    GreyImage soft = blurred(image, 10);
    assertReads(warped(soft, 72, 72, (x, y) -> new double[] {x * scale, y * scale}));
  }

  @Test
  void readsAMirroredCode() {
    GreyImage image = sample(4);
    GreyImage mirrored =
        warped(image, image.width, image.height, (x, y) -> new double[] {image.width - x, y});
    assertReads(mirrored);
    try (Capture capture = decode(mirrored)) {
      assertThat(capture.codes().getFirst().mirrored()).isTrue();
      assertThat(capture.codes().getFirst().corners().getFirst().x())
          .isGreaterThan(image.width / 2.0);
    }
  }

  @Test
  void readsACodeWithAStickerOnIt() {
    assertReads(painted(sample(6), 110, 120, 40, 90));
  }

  @Test
  void readsACodeOfWhichAFinderIsCovered() {
    assertReads(painted(sample(6), 22, 22, 42, 120));
  }

  @Test
  void readsACodeRoundACylinder() {
    GreyImage image = sample(8);
    double middle = image.width / 2.0;
    double radius = middle * 1.18;
    assertReads(
        warped(
            image,
            (int) (2 * radius * Math.sin(middle / radius)),
            image.height + 60,
            (x, y) -> {
              double sine = x / radius - Math.sin(middle / radius);
              double angle = Math.asin(sine);
              return new double[] {
                middle + radius * angle, y - 60 + 0.3 * radius * (1 - Math.cos(angle))
              };
            }));
  }

  @Test
  void readsACodeWhoseColoursAreEquallyBright() {
    Picture.Luminance grey = SampleSymbol.picture(5);
    int[] argb = new int[grey.pixels().length];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = grey.pixels()[i] == 0 ? 0xFFE03030 : 0xFF10886F;
    }
    Picture.Pixels picture = new Picture.Pixels(argb, grey.width(), grey.height());
    try (Capture capture = decoder.decode(picture, PATIENT)) {
      assertThat(capture.codes()).extracting(QrCode::text).containsExactly(SampleSymbol.TEXT);
    }
  }

  @Nested
  class Unread {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsNoPayloadInNoise(int seed) {
      Random random = new Random(seed);
      byte[] pixels = new byte[500 * 400];
      int block = seed;
      for (int i = 0; i < pixels.length; i++) {
        int x = i % 500;
        int y = i / 500;
        boolean first = x % block == 0 && y % block == 0;
        int from = (y - y % block) * 500 + x - x % block;
        pixels[i] = first ? (byte) (random.nextBoolean() ? 255 : 0) : pixels[from];
      }
      try (Capture capture = decode(new GreyImage(pixels, 500, 400))) {
        assertThat(capture.codes()).isEmpty();
        assertThat(capture.diagnoses()).isNotEmpty();
      }
    }

    @Test
    void saysThatACodeIsCovered() {
      assertNames(painted(sample(6), 80, 90, 100, 255), Diagnosis.Covered.class);
    }

    @Test
    void saysThatACodeIsCutOffAndWhere() {
      GreyImage image = sample(6);
      GreyImage cut = warped(image, image.width, 190, (x, y) -> new double[] {x, y});
      try (Capture capture = decode(cut)) {
        assertThat(capture.diagnoses())
            .contains(new Diagnosis.CutOff(java.util.List.of(Diagnosis.Side.BOTTOM)));
      }
    }

    @Test
    void saysThatACodeIsBlurred() {
      assertNames(blurred(sample(6), 70), Diagnosis.Blurred.class);
    }

    @Test
    void saysThatACodeIsMicroQr() {
      int size = 17;
      int scale = 6;
      int side = (size + 8) * scale;
      byte[] pixels = SampleSymbol.paper(side, side);
      Random random = new Random(5);
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          boolean finder = row < 8 && column < 8;
          int ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
          boolean timing = row == 0 || column == 0;
          boolean dark =
              finder
                  ? ring != 2 && ring != 4
                  : timing ? (row + column) % 2 == 0 : random.nextBoolean();
          for (int i = 0; dark && i < scale * scale; i++) {
            pixels[((row + 4) * scale + i / scale) * side + (column + 4) * scale + i % scale] = 0;
          }
        }
      }
      try (Capture capture = decode(new GreyImage(pixels, side, side))) {
        assertThat(capture.diagnoses()).containsExactly(new Diagnosis.OtherSymbology("Micro QR"));
      }
    }

    private void assertNames(GreyImage image, Class<? extends Diagnosis> expected) {
      try (Capture capture = decode(image)) {
        assertThat(capture.codes()).isEmpty();
        assertThat(capture.diagnoses().getFirst()).isInstanceOf(expected);
      }
    }
  }
}
