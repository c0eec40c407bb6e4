package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.SampleSymbol;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Relatives of QR codes that are not read are said to be what they are. The symbols have all that
/// is the same in every one of their kind; their data is random.
class RelativesTest {

  private static final DecodeLimits PATIENT = DecodeLimits.STANDARD.within(Duration.ofSeconds(30));
  private static final int SCALE = 6;

  /// Format information of Model 1 for level M and mask 5: five bits, BCH parity, and the model's
  /// mask 0x2825 over both.
  private static final int MODEL_1_FORMAT = 0b00101_0011011100 ^ 0x2825;

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "4, 0", "4, 90", "6, 180", "3, 20"})
  void namesModel1(int version, int degrees) {
    int size = 17 + 4 * version;
    boolean[][] dark = random(size, size, version);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if (row == 6 || column == 6) {
          dark[row][column] = (row + column) % 2 == 0;
        }
      }
    }
    finder(dark, 0, 0);
    finder(dark, 0, size - 7);
    finder(dark, size - 7, 0);
    for (int bit = 0; bit < 15; bit++) {
      boolean set = (MODEL_1_FORMAT >> bit & 1) == 1;
      dark[bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit][8] = set;
      dark[8][bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit] = set;
    }
    assertNames(dark, degrees, "QR Model 1");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 43, 0",
    "9, 59, 0",
    "11, 27, 0",
    "13, 77, 0",
    "15, 99, 0",
    "17, 139, 0",
    "17, 59, 90",
    "13, 43, 270",
    "7, 99, 180"
  })
  void namesRmqr(int height, int width, int degrees) {
    boolean[][] dark = random(height, width, width);
    int[] aligned =
        switch (width) {
          case 43 -> new int[] {21};
          case 59 -> new int[] {19, 39};
          case 77 -> new int[] {25, 51};
          case 99 -> new int[] {23, 49, 75};
          case 139 -> new int[] {27, 55, 83, 111};
          default -> new int[0];
        };
    for (int row = 0; row < height; row++) {
      dark[row][0] = row % 2 == 0;
      dark[row][width - 1] = row % 2 == 0;
      for (int column : aligned) {
        dark[row][column] = row % 2 == 0;
      }
    }
    for (int column = 0; column < width; column++) {
      dark[0][column] = column % 2 == 0;
      dark[height - 1][column] = column % 2 == 0;
    }
    for (int column : aligned) {
      rings(dark, 1, column, 1);
      rings(dark, height - 2, column, 1);
    }
    finder(dark, 0, 0);
    rings(dark, height - 3, width - 3, 2); // the finder's companion at the lower right
    dark[0][width - 2] = true; // two corners
    dark[height - 1][1] = height > 8 || dark[height - 1][1];
    assertNames(dark, degrees, "rMQR");
  }

  private static boolean[][] random(int height, int width, int seed) {
    Random random = new Random(seed);
    boolean[][] dark = new boolean[height][width];
    for (boolean[] row : dark) {
      for (int column = 0; column < width; column++) {
        row[column] = random.nextBoolean();
      }
    }
    return dark;
  }

  /// A finder pattern with its separator, where there is room for it.
  private static void finder(boolean[][] dark, int top, int left) {
    for (int row = Math.max(0, top - 1); row < Math.min(dark.length, top + 8); row++) {
      for (int column = Math.max(0, left - 1);
          column < Math.min(dark[0].length, left + 8);
          column++) {
        int ring = Math.max(Math.abs(row - top - 3), Math.abs(column - left - 3));
        dark[row][column] = ring != 2 && ring != 4;
      }
    }
  }

  /// Rings of one module, dark and light by turns, the outermost dark.
  private static void rings(boolean[][] dark, int middleRow, int middleColumn, int radius) {
    for (int row = -radius; row <= radius; row++) {
      for (int column = -radius; column <= radius; column++) {
        int ring = Math.max(Math.abs(row), Math.abs(column));
        dark[middleRow + row][middleColumn + column] = (radius - ring) % 2 == 0;
      }
    }
  }

  private static void assertNames(boolean[][] dark, int degrees, String name) {
    int width = dark[0].length * SCALE;
    int height = dark.length * SCALE;
    int side = (int) Math.hypot(width, height) + 8 * SCALE;
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    byte[] pixels = SampleSymbol.paper(side, side);
    for (int i = 0; i < pixels.length; i++) {
      int inside = 0; // four samples a pixel
      for (int k = 0; k < 4; k++) {
        double x = i % side + 0.25 + k % 2 * 0.5 - side / 2.0;
        double y = i / side + 0.25 + k / 2 * 0.5 - side / 2.0;
        int row = (int) Math.floor((height / 2.0 - sine * x + cosine * y) / SCALE);
        int column = (int) Math.floor((width / 2.0 + cosine * x + sine * y) / SCALE);
        boolean on = row >= 0 && row < dark.length && column >= 0 && column < dark[0].length;
        inside += on && dark[row][column] ? 1 : 0;
      }
      pixels[i] = (byte) (255 - inside * 63);
    }
    Picture picture = new Picture.Luminance(pixels, side, side);
    try (Capture capture = new StagedImageDecoder().decode(picture, PATIENT)) {
      assertThat(capture.codes()).isEmpty();
      assertThat(capture.diagnoses()).containsExactly(new Diagnosis.OtherSymbology(name));
    }
  }
}
