package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// What is made anew out of pictures: icons, and cut-outs of codes.
class IconAndCutoutTest {

  private static final DecodeLimits LIMITS =
      DecodeLimits.STANDARD.within(Duration.ofSeconds(20)).withCutouts(256);

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void makesEveryIconAPngOfAtMost256PixelsAnd64KiB() throws IOException { // UP-07
    JdkIconMaker maker = new JdkIconMaker();
    for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
      byte[] png = maker.make(encoded(noise(400, 300), format)).orElseThrow().png();
      assertThat(png).startsWith(0x89, 'P', 'N', 'G').hasSizeLessThanOrEqualTo(64 * 1024);
      BufferedImage icon = decoded(png);
      assertThat(Math.max(icon.getWidth(), icon.getHeight())).isLessThanOrEqualTo(256);
    }
    BufferedImage tiny = decoded(maker.make(encoded(noise(7, 5), "png")).orElseThrow().png());
    assertThat(tiny.getWidth()).isEqualTo(7);
  }

  @Test
  void keepsNothingOfWhatStandsBehindThePicture() throws IOException { // UP-07
    byte[] picture = encoded(noise(20, 20), "png");
    byte[] tail = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    byte[] polyglot = Arrays.copyOf(picture, picture.length + tail.length);
    System.arraycopy(tail, 0, polyglot, picture.length, tail.length);
    byte[] icon = new JdkIconMaker().make(polyglot).orElseThrow().png();
    assertThat(new String(icon, StandardCharsets.ISO_8859_1)).doesNotContain("script");
  }

  @Test
  void makesNoIconOfAnythingElse() throws IOException { // UP-02, UP-09
    JdkIconMaker maker = new JdkIconMaker();
    assertThat(maker.make(new byte[0])).isEmpty();
    assertThat(
            maker.make(
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
    assertThat(maker.make(new byte[(1 << 20) + 1])).isEmpty();
    assertThat(maker.make(Arrays.copyOf(encoded(noise(50, 50), "jpeg"), 200))).isEmpty();
    assertThat(maker.make(encoded(new BufferedImage(4097, 2, 1), "png"))).isEmpty();
    assertThat(maker.make(encoded(new BufferedImage(2001, 2001, 1), "png"))).isEmpty();
  }

  @Test
  void givesEachCodeAPictureThatReadsTheSame() throws IOException {
    ZxingQrRenderer renderer = new ZxingQrRenderer();
    BufferedImage page = new BufferedImage(1600, 900, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 1600, 900);
    graphics.drawImage(decoded(renderer.png("first code", 20)), 20, 20, null);
    graphics.drawImage(decoded(renderer.png("second code", 5)), 1000, 300, null);
    graphics.dispose();
    StagedImageDecoder decoder = new StagedImageDecoder();
    try (Capture capture = decoder.decode(new Picture.Encoded(encoded(page, "png")), LIMITS)) {
      assertThat(capture.codes()).hasSize(2);
      for (QrCode code : capture.codes()) {
        byte[] cutout = code.cutout().orElseThrow();
        BufferedImage small = decoded(cutout);
        assertThat(Math.max(small.getWidth(), small.getHeight())).isBetween(100, 256);
        try (Capture again = decoder.decode(new Picture.Encoded(cutout), LIMITS)) {
          assertThat(again.codes()).hasSize(1);
          assertThat(again.codes().getFirst().text()).isEqualTo(code.text());
        }
      }
    }
    try (Capture plain =
        decoder.decode(new Picture.Encoded(encoded(page, "png")), LIMITS.withCutouts(0))) {
      assertThat(plain.codes()).allMatch(code -> code.cutout().isEmpty());
    }
  }
}
