package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.SampleSymbol;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

  private static final DecodeLimits PATIENT = DecodeLimits.STANDARD.within(Duration.ofSeconds(30));
  private final StagedImageDecoder decoder = new StagedImageDecoder();

  private List<Diagnosis> diagnoses(byte[] pixels, int width, int height) {
    return diagnoses(new Picture.Luminance(pixels, width, height));
  }

  private List<Diagnosis> diagnoses(Picture picture) {
    try (Capture capture = decoder.decode(picture, PATIENT)) {
      assertThat(capture.codes()).isEmpty();
      return capture.diagnoses();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DATA_MATRIX, 120, 120, Data Matrix",
    "AZTEC, 150, 150, Aztec",
    "PDF_417, 400, 160, PDF417",
    "CODE_128, 420, 90, linear barcode"
  })
  void namesCodesOfOtherKinds(BarcodeFormat format, int width, int height, String name)
      throws WriterException {
    BitMatrix code =
        new MultiFormatWriter()
            .encode("otpauth is not written like this 123", format, width, height);
    int margin = 40;
    int side = code.getWidth() + 2 * margin;
    byte[] pixels = SampleSymbol.paper(side, code.getHeight() + 2 * margin);
    for (int y = 0; y < code.getHeight(); y++) {
      for (int x = 0; x < code.getWidth(); x++) {
        if (code.get(x, y)) {
          pixels[(y + margin) * side + x + margin] = 0;
        }
      }
    }
    assertThat(diagnoses(pixels, side, code.getHeight() + 2 * margin))
        .containsExactly(new Diagnosis.OtherSymbology(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 45, 90, 200})
  void namesMicroQrHoweverItIsTurned(int degrees) {
    GreyImage upright = microQr();
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    double middle = upright.width / 2.0;
    int side = 260;
    byte[] pixels = SampleSymbol.paper(side, side);
    for (int i = 0; i < pixels.length; i++) {
      double x = i % side + 0.5 - side / 2.0;
      double y = i / side + 0.5 - side / 2.0;
      double fromX = middle + cosine * x + sine * y;
      double fromY = middle - sine * x + cosine * y;
      if (upright.contains(fromX, fromY)) {
        pixels[i] = (byte) Math.round(upright.sample(fromX, fromY));
      }
    }
    assertThat(diagnoses(pixels, side, side))
        .containsExactly(new Diagnosis.OtherSymbology("Micro QR"));
  }

  private static GreyImage microQr() {
    int scale = 7;
    int side = 25 * scale;
    byte[] pixels = SampleSymbol.paper(side, side);
    Random random = new Random(5);
    boolean[] dark = new boolean[17 * 17];
    for (int i = 0; i < dark.length; i++) {
      int row = i / 17;
      int column = i % 17;
      int ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
      boolean timing = row == 0 || column == 0;
      dark[i] =
          row < 8 && column < 8
              ? ring != 2 && ring != 4
              : timing ? (row + column) % 2 == 0 : random.nextBoolean();
    }
    for (int i = 0; i < pixels.length; i++) {
      int column = i % side / scale - 4;
      int row = i / side / scale - 4;
      if (row >= 0 && row < 17 && column >= 0 && column < 17 && dark[row * 17 + column]) {
        pixels[i] = 0;
      }
    }
    return new GreyImage(pixels, side, side);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 40, BOTTOM", "40, 0, 0, 0, LEFT", "0, 0, 45, 0, RIGHT", "0, 40, 0, 0, TOP"})
  void saysAtWhichSideACodeIsCutOff(int left, int top, int right, int bottom, Diagnosis.Side side) {
    Picture.Luminance whole = SampleSymbol.picture(5);
    int width = whole.width() * (100 - left - right) / 100;
    int height = whole.height() * (100 - top - bottom) / 100;
    byte[] pixels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      int from = (y + whole.height() * top / 100) * whole.width() + whole.width() * left / 100;
      System.arraycopy(whole.pixels(), from, pixels, y * width, width);
    }
    assertThat(diagnoses(pixels, width, height))
        .containsExactly(new Diagnosis.CutOff(List.of(side)));
  }

  @Test
  void saysThatACodeIsTooSmall() {
    GreyImage large = blurred(SampleSymbol.picture(8), 24);
    double scale = 8 / 0.8;
    int side = (int) (large.width / scale);
    byte[] pixels = SampleSymbol.paper(side + 60, side + 60);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        pixels[(y + 30) * (side + 60) + x + 30] =
            (byte) Math.round(large.sample((x + 0.5) * scale, (y + 0.5) * scale));
      }
    }
    assertThat(diagnoses(pixels, side + 60, side + 60).getFirst())
        .isInstanceOf(Diagnosis.TooSmall.class);
  }

  private static GreyImage blurred(Picture.Luminance picture, int passes) {
    GreyImage blurred = new GreyImage(picture.pixels(), picture.width(), picture.height());
    for (int i = 0; i < passes; i++) {
      blurred = new Pyramid(blurred).smoothed(0);
    }
    return blurred;
  }

  @Test
  void saysThatGrainIsAllThereIs() {
    Random random = new Random(11);
    Picture.Luminance clean = SampleSymbol.picture(4);
    byte[] pixels = clean.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(10) < 9 ? (byte) (random.nextBoolean() ? 255 : 0) : pixels[i];
    }
    assertThat(diagnoses(pixels, clean.width(), clean.height()))
        .containsExactly(new Diagnosis.Noisy());
  }

  @Test
  void saysThatAJpegBreaksOff() {
    byte[] jpeg = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_3BYTE_BGR), "jpg");
    assertThat(diagnoses(new Picture.Encoded(Arrays.copyOf(jpeg, jpeg.length / 4))))
        .containsExactly(new Diagnosis.DamagedPicture("JPEG"));
  }
}
