package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.SampleSymbol;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyCodesTest {

  private static final DecodeLimits PATIENT = DecodeLimits.STANDARD.within(Duration.ofSeconds(30));
  private static final int ACROSS = 8;
  private static final int SIDE = 150;

  @Test
  void readsSixtyFourCodesInOnePictureRowByRow() throws WriterException {
    List<String> texts =
        IntStream.range(0, ACROSS * ACROSS)
            .mapToObj("otpauth://totp/a%d?secret=MZXQ"::formatted)
            .toList();
    int side = ACROSS * SIDE;
    byte[] pixels = SampleSymbol.paper(side, side);
    for (int i = 0; i < texts.size(); i++) {
      BitMatrix code =
          new MultiFormatWriter().encode(texts.get(i), BarcodeFormat.QR_CODE, SIDE, SIDE);
      for (int at = 0; at < SIDE * SIDE; at++) {
        if (code.get(at % SIDE, at / SIDE)) {
          int y = i / ACROSS * SIDE + at / SIDE;
          pixels[y * side + i % ACROSS * SIDE + at % SIDE] = 0;
        }
      }
    }
    Picture picture = new Picture.Luminance(pixels, side, side);
    try (Capture capture = new StagedImageDecoder().decode(picture, PATIENT)) {
      assertThat(capture.codes()).extracting(QrCode::text).containsExactlyElementsOf(texts);
      assertThat(capture.diagnoses()).isEmpty();
    }
  }
}
