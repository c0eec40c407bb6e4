package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzz targets for what comes as a picture (SECURITY AS-01): what cannot be read is an answer,
/// within its time, and never an exception.
///
/// In a plain run each target takes its seeds alone. To fuzz one: `JAZZER_FUZZ=1 ./mvnw -pl
/// adapters-imaging -am test -Pci -Dtest=PictureFuzzTest#png
/// -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("fuzz")
class PictureFuzzTest {

  private static final String SECONDS = "30s";

  /// Small; where it is fuzzed, so small that thousands are read in a minute.
  private static final DecodeLimits LIMITS =
      System.getenv("JAZZER_FUZZ") == null
          ? limits(1 << 18, Duration.ofMillis(500))
          : limits(1 << 14, Duration.ofMillis(40));

  private static DecodeLimits limits(int pixels, Duration search) {
    return new DecodeLimits(1 << 20, pixels, 2_000, 2, 4, search, 64);
  }

  private final StagedImageDecoder decoder = new StagedImageDecoder();

  private void decode(byte[] data) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    try (Capture capture = decoder.decode(new Picture.Encoded(data), LIMITS)) {
      assertThat(capture.codes().isEmpty() && capture.diagnoses().isEmpty())
          .as("neither a code nor why not")
          .isFalse();
    }
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .as("the processor's time, whatever else is at work beside this")
        .isLessThan(Duration.ofSeconds(12));
  }

  private static byte[] seed(String format) {
    return TestPictures.encode(TestPictures.image(BufferedImage.TYPE_3BYTE_BGR), format);
  }

  static Stream<byte[]> pngs() {
    return Stream.of(
        seed("png"),
        TestPictures.encode(TestPictures.image(BufferedImage.TYPE_BYTE_BINARY), "png"));
  }

  @MethodSource("pngs")
  @FuzzTest(maxDuration = SECONDS)
  void png(byte[] data) {
    decode(data);
  }

  static Stream<byte[]> jpegs() {
    return Stream.of(seed("jpeg"));
  }

  @MethodSource("jpegs")
  @FuzzTest(maxDuration = SECONDS)
  void jpeg(byte[] data) {
    decode(data);
  }

  static Stream<byte[]> others() {
    byte[] webp =
        "RIFF\u0024\0\0\0WEBPVP8L\u0017\0\0\0/\0\0\0\0\u0007\u0010\u0011\u0011\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        seed("gif"),
        seed("bmp"),
        seed("tiff"),
        webp,
        "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII));
  }

  @MethodSource("others")
  @FuzzTest(maxDuration = SECONDS)
  void gifBmpTiffWebp(byte[] data) {
    decode(data);
  }

  static Stream<byte[]> pdfs() throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(
            LosslessFactory.createFromImage(
                document, TestPictures.image(BufferedImage.TYPE_BYTE_GRAY)),
            100,
            400);
      }
      document.save(out);
      return Stream.of(out.toByteArray());
    }
  }

  @MethodSource("pdfs")
  @FuzzTest(maxDuration = SECONDS)
  void pdf(byte[] data) {
    decode(data);
  }
}
