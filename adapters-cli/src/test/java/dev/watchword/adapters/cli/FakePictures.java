package dev.watchword.adapters.cli;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.Corner;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.QrCode.ErrorCorrection;
import dev.watchword.core.capture.QrRenderer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// "Pictures" that are read without any image: the byte 0x89, then each payload behind a NUL.
final class FakePictures implements ImageDecoder, QrRenderer {

  static byte[] of(String... payloads) {
    return of(Arrays.stream(payloads).map(p -> p.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static byte[] of(List<byte[]> payloads) {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    picture.write(0x89);
    for (byte[] payload : payloads) {
      picture.write(0);
      picture.writeBytes(payload);
    }
    return picture.toByteArray();
  }

  @Override
  public Capture decode(Picture picture, DecodeLimits limits) {
    byte[] bytes = ((Picture.Encoded) picture).bytes();
    if (bytes.length == 0 || (bytes[0] & 0xff) != 0x89) {
      return Capture.unreadable(new Diagnosis.NotAPicture(Optional.empty()));
    }
    List<QrCode> codes = new ArrayList<>();
    int start = 2;
    for (int i = 2; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == 0) {
        codes.add(code(Arrays.copyOfRange(bytes, start, i)));
        start = i + 1;
      }
    }
    return codes.isEmpty()
        ? Capture.unreadable(new Diagnosis.NoCode())
        : new Capture(codes, List.of());
  }

  private static QrCode code(byte[] payload) {
    return QrCode.builder()
        .payload(payload)
        .corners(Collections.nCopies(4, new Corner(0, 0)))
        .errorCorrection(ErrorCorrection.M)
        .build();
  }

  @Override
  public byte[] png(String text, int pixelsPerModule) {
    return of(text);
  }

  @Override
  public String svg(String text) {
    return "<svg/>";
  }

  @Override
  public String blocks(String text, boolean darkBackground) {
    return "[QR of " + text.length() + " characters]";
  }
}
