package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.SampleSymbol;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

  private final StagedImageDecoder decoder = new StagedImageDecoder();

  private void assertReads(byte[] bytes) {
    try (Capture capture = decoder.decode(new Picture.Encoded(bytes), DecodeLimits.STANDARD)) {
      assertThat(capture.codes())
          .as(capture.diagnoses().toString())
          .extracting(QrCode::text)
          .containsExactly(SampleSymbol.TEXT);
    }
  }

  private List<Diagnosis> diagnoses(byte[] bytes) {
    try (Capture capture = decoder.decode(new Picture.Encoded(bytes), DecodeLimits.STANDARD)) {
      assertThat(capture.codes()).isEmpty();
      return capture.diagnoses();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "png,1", "png,2", "png,5", "png,10", "png,11", "png,12", "png,13", "jpeg,5", "jpeg,10",
    "gif,13", "bmp,5", "bmp,12", "tiff,5", "tiff,10", "tiff,2"
  })
  void readsWhatTheJdkWrites(String format, int type) {
    assertReads(TestPictures.encode(TestPictures.image(type), format));
  }

  @Nested
  class Png {

    @Test
    void readsInterlacedPictures() throws IOException {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      assertReads(write(writer, TestPictures.image(BufferedImage.TYPE_INT_RGB), param));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void readsTransparentPicturesOnAnyGround(boolean darkModules, boolean opaqueModules) {
      BufferedImage drawn = TestPictures.image(BufferedImage.TYPE_INT_RGB);
      BufferedImage image =
          new BufferedImage(drawn.getWidth(), drawn.getHeight(), BufferedImage.TYPE_INT_ARGB);
      int colour = darkModules ? 0 : 0xFFFFFF;
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          boolean module = (drawn.getRGB(x, y) & 1) == 0;
          image.setRGB(x, y, module == opaqueModules ? 0xFF000000 | colour : colour);
        }
      }
      assertReads(TestPictures.encode(image, "png"));
    }

    @Test
    void readsAPictureWhoseEndIsMissing() {
      byte[] whole = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_3BYTE_BGR), "png");
      assertReads(Arrays.copyOf(whole, whole.length - 14));
    }

    @Test
    void saysThatAPictureIsDamaged() {
      byte[] whole = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_3BYTE_BGR), "png");
      assertThat(diagnoses(Arrays.copyOf(whole, 50)))
          .containsExactly(new Diagnosis.DamagedPicture("PNG"));
      assertThat(diagnoses(Arrays.copyOf(whole, 20)))
          .containsExactly(new Diagnosis.DamagedPicture("PNG"));
    }

    @Test // UP-03
    void stepsOverAncillaryChunks() {
      byte[] png = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_BYTE_GRAY), "png");
      ByteBuffer stuffed = ByteBuffer.allocate(png.length + 12 + 1000);
      stuffed.put(png, 0, 33).putInt(1000).put("zTXt".getBytes(StandardCharsets.US_ASCII));
      stuffed.position(33 + 12 + 1000);
      stuffed.put(png, 33, png.length - 33);
      assertReads(stuffed.array());
    }
  }

  @Nested
  class Jpeg {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsThePictureAsTheCameraNoted(int orientation) {
      byte[] jpeg = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_BYTE_GRAY), "jpeg");
      byte[] exif = {
        (byte) 0xFF,
        (byte) 0xE1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0,
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        (byte) orientation,
        0,
        0,
        0,
        0,
        0,
        0
      };
      byte[] turned =
          ByteBuffer.allocate(jpeg.length + exif.length)
              .put(jpeg, 0, 2)
              .put(exif)
              .put(jpeg, 2, jpeg.length - 2)
              .array();
      try (Capture capture = decoder.decode(new Picture.Encoded(turned), DecodeLimits.STANDARD)) {
        QrCode code = capture.codes().getFirst();
        assertThat(code.text()).isEqualTo(SampleSymbol.TEXT);
        assertThat(code.mirrored()).isEqualTo(List.of(2, 4, 5, 7).contains(orientation));
        boolean left = code.corners().getFirst().x() < 80;
        boolean top = code.corners().getFirst().y() < 80;
        assertThat(left)
            .as("first corner at the left")
            .isEqualTo(List.of(1, 4, 5, 8).contains(orientation));
        assertThat(top)
            .as("first corner at the top")
            .isEqualTo(List.of(1, 2, 5, 6).contains(orientation));
      }
    }

    @Test
    void readsProgressivePictures() throws IOException {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      assertReads(write(writer, TestPictures.image(BufferedImage.TYPE_INT_RGB), param));
    }

    @Test
    void readsInksInFourChannels() throws IOException {
      BufferedImage rgba = TestPictures.image(BufferedImage.TYPE_INT_RGB);
      var raster =
          java.awt.image.Raster.createInterleavedRaster(
              0, rgba.getWidth(), rgba.getHeight(), 4, null);
      for (int y = 0; y < rgba.getHeight(); y++) {
        for (int x = 0; x < rgba.getWidth(); x++) {
          raster.setPixel(x, y, new int[] {0, 0, 0, 255 - (rgba.getRGB(x, y) & 0xFF)});
        }
      }
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.write(new IIOImage(raster, null, null));
      }
      assertReads(out.toByteArray());
    }

    @Test
    void saysThatTwelveBitsAreNotRead() {
      byte[] jpeg = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_BYTE_GRAY), "jpeg");
      for (int i = 2; i < jpeg.length - 1; i++) {
        if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
          jpeg[i + 4] = 12;
          break;
        }
      }
      assertThat(diagnoses(jpeg)).containsExactly(new Diagnosis.UnsupportedPicture("12-bit JPEG"));
    }

    @Test // UP-03
    void refusesAHundredAndOneScansUndecoded() {
      byte[] jpeg = TestPictures.encode(TestPictures.image(BufferedImage.TYPE_BYTE_GRAY), "jpeg");
      byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 1, 0};
      ByteBuffer bomb =
          ByteBuffer.allocate(jpeg.length + 100 * scan.length).put(jpeg, 0, jpeg.length - 2);
      for (int i = 0; i < 100; i++) {
        bomb.put(scan);
      }
      assertThat(diagnoses(bomb.array()))
          .containsExactly(new Diagnosis.OverLimit("number of JPEG scans", 101, 100));
    }
  }

  @Nested
  class Documents {

    @Test
    void readsTheCodesOfAllPages() throws IOException {
      byte[] pdf = pdf(3);
      try (Capture capture =
          decoder.decode(
              new Picture.Encoded(pdf),
              DecodeLimits.STANDARD.within(java.time.Duration.ofSeconds(20)))) {
        assertThat(capture.codes()).extracting(QrCode::page).containsExactly(1, 2, 3);
        assertThat(capture.codes()).extracting(QrCode::text).containsOnly(SampleSymbol.TEXT);
      }
    }

    @Test
    void looksAtNoMorePagesThanAllowed() throws IOException {
      byte[] pdf = pdf(3);
      DecodeLimits two =
          new DecodeLimits(1 << 20, 50_000_000, 20_000, 2, 64, java.time.Duration.ofSeconds(20));
      try (Capture capture = decoder.decode(new Picture.Encoded(pdf), two)) {
        assertThat(capture.codes()).extracting(QrCode::page).containsExactly(1, 2);
      }
    }

    @Test // UP-04
    void refusesAStreamThatIsPackedOverAndOver() throws IOException {
      byte[] zeros;
      try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
        try (java.util.zip.DeflaterOutputStream out =
            new java.util.zip.DeflaterOutputStream(packed)) {
          for (int i = 0; i < 65; i++) {
            out.write(new byte[1 << 20]);
          }
        }
        zeros = packed.toByteArray();
      }
      for (String filters : List.of("/FlateDecode/FlateDecode", "/FlateDecode/DCTDecode")) {
        assertThat(diagnoses(drawing("/Filter[" + filters + "]", zeros)))
            .singleElement()
            .isInstanceOf(Diagnosis.DamagedPicture.class);
      }
    }

    @Test // UP-04
    void savesNoStatesWithoutEnd() {
      byte[] saves = "q ".repeat(300).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(diagnoses(drawing("", saves)))
          .singleElement()
          .isInstanceOf(Diagnosis.DamagedPicture.class);
    }

    private static byte[] drawing(String dictionary, byte[] content) {
      return """
      %%PDF-1.7
      1 0 obj
      <</Type/Catalog/Pages 2 0 R>>
      endobj
      2 0 obj
      <</Type/Pages/Kids[3 0 R]/Count 1>>
      endobj
      3 0 obj
      <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>
      endobj
      4 0 obj
      <<%s /Length %d>>
      stream
      %s
      endstream
      endobj
      trailer <</Root 1 0 R /Size 5>>
      %%%%EOF\
      """
          .formatted(dictionary, content.length, new String(content, StandardCharsets.ISO_8859_1))
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsTheCodesOfAllPagesOfATiff() throws IOException {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.prepareWriteSequence(null);
        for (int i = 0; i < 2; i++) {
          writer.writeToSequence(
              new IIOImage(TestPictures.image(BufferedImage.TYPE_BYTE_GRAY), null, null), null);
        }
        writer.endWriteSequence();
      }
      try (Capture capture =
          decoder.decode(new Picture.Encoded(out.toByteArray()), DecodeLimits.STANDARD)) {
        assertThat(capture.codes()).extracting(QrCode::page).containsExactly(1, 2);
      }
    }

    private static byte[] pdf(int pages) throws IOException {
      try (PDDocument document = new PDDocument()) {
        for (int i = 0; i < pages; i++) {
          PDPage page = new PDPage();
          document.addPage(page);
          try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(
                LosslessFactory.createFromImage(
                    document, TestPictures.image(BufferedImage.TYPE_BYTE_GRAY)),
                100,
                400,
                120,
                120);
          }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
      }
    }
  }

  @Nested
  class Refused { // UP-02, UP-09

    @Test
    void namesWhatItIsInstead() {
      assertThat(diagnoses(bytes("<svg xmlns='http://www.w3.org/2000/svg'/>")))
          .containsExactly(new Diagnosis.NotAPicture(java.util.Optional.of("an SVG drawing")));
      assertThat(diagnoses(bytes("\u00ef\u00bb\u00bf<?xml version='1.0'?><!-- %PDF-1.4 --><svg/>")))
          .containsExactly(new Diagnosis.NotAPicture(java.util.Optional.of("an SVG drawing")));
      assertThat(diagnoses(bytes("<!DOCTYPE html><html>")))
          .containsExactly(new Diagnosis.NotAPicture(java.util.Optional.of("a web page")));
      assertThat(diagnoses(bytes("PK\u0003\u0004rest")))
          .containsExactly(
              new Diagnosis.NotAPicture(
                  java.util.Optional.of("a ZIP archive or an office document")));
      assertThat(diagnoses(bytes("\0\0\0\u0018ftypheic\0\0\0\0")))
          .containsExactly(new Diagnosis.UnsupportedPicture("HEIC"));
      assertThat(diagnoses(bytes("\0\0\0\u0018ftypavif\0\0\0\0")))
          .containsExactly(new Diagnosis.UnsupportedPicture("AVIF"));
      assertThat(diagnoses(bytes("8BPS\0\u0001")))
          .containsExactly(new Diagnosis.UnsupportedPicture("Photoshop"));
    }

    @Test // UP-01
    void sizesOverTheLimitInEveryHeader() {
      ByteBuffer bmp =
          ByteBuffer.allocate(60).order(java.nio.ByteOrder.LITTLE_ENDIAN).put(bytes("BM"));
      bmp.putInt(14, 40).putInt(18, 30_000).putInt(22, -10);
      ByteBuffer webp =
          ByteBuffer.allocate(40)
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .put(bytes("RIFF\0\0\0\0WEBPVP8L"));
      webp.putInt(16, 10).put(20, (byte) 0x2F).putInt(21, 16_382 | 16_382 << 14);
      ByteBuffer gif =
          ByteBuffer.allocate(40).order(java.nio.ByteOrder.LITTLE_ENDIAN).put(bytes("GIF89a"));
      gif.putShort(6, (short) 60_000).putShort(8, (short) 60_000);
      for (ByteBuffer huge : List.of(bmp, webp, gif)) {
        assertThat(diagnoses(huge.array())).singleElement().isInstanceOf(Diagnosis.OverLimit.class);
      }
    }

    private static byte[] bytes(String latin1) {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] write(ImageWriter writer, BufferedImage image, ImageWriteParam param)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    return out.toByteArray();
  }
}
