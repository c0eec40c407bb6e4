package dev.watchword.adapters.http;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.vault.Icon;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A decoder of pictures whose payloads are written behind a mark, one a line: any picture file may
/// go before it. No mark, no code.
final class WrittenPictures implements ImageDecoder {

  private static final String MARK = "\nWRITTEN\n";

  static byte[] picture(String... payloads) {
    return picture(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, payloads);
  }

  static byte[] picture(byte[] file, String... payloads) {
    String text = MARK + String.join("\n", payloads);
    byte[] tail = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(file, file.length + tail.length);
    System.arraycopy(tail, 0, all, file.length, tail.length);
    return all;
  }

  @Override
  public Capture decode(Picture picture, DecodeLimits limits) {
    byte[] bytes = ((Picture.Encoded) picture).bytes();
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int mark = all.indexOf(MARK);
    if (mark < 0) {
      return Capture.unreadable(new Diagnosis.NoCode());
    }
    int from = mark + MARK.length();
    String payloads = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    if (payloads.startsWith("bug")) {
      throw new IllegalStateException("a planted fault with " + payloads);
    }
    return new Capture(
        payloads.lines().map(line -> code(line, limits.cutoutSide())).toList(), List.of());
  }

  /// An icon of a picture that begins as a PNG does.
  static Optional<Icon> icon(byte[] encoded) {
    return encoded.length > 1 && encoded[1] == 'P'
        ? Optional.of(new Icon(new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) encoded.length}))
        : Optional.empty();
  }

  /// Writes the text where a picture would be.
  static final class Renderer implements QrRenderer {
    @Override
    public byte[] png(String text, int pixelsPerModule) {
      return picture(text);
    }

    @Override
    public String svg(String text) {
      return "<svg>" + text.length() + "</svg>";
    }

    @Override
    public String blocks(String text, boolean darkBackground) {
      return text;
    }
  }

  private static QrCode code(String payload, int cutoutSide) {
    QrCode.Builder builder = QrCode.builder();
    if (cutoutSide > 0) {
      builder.cutout(new byte[] {1, 2, 3});
    }
    return builder
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .corners(
            List.of(
                new Corner(10, 10),
                new Corner(110.5, 10),
                new Corner(110.5, 110),
                new Corner(10, 110)))
        .version(4)
        .errorCorrection(QrCode.ErrorCorrection.M)
        .build();
  }
}
