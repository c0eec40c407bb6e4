package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The kinds of picture that are read, told by content alone (SECURITY UP-02, UP-09).
///
/// What is not on this list is refused; where it can be told what it is, the refusal names it.
enum PictureKind {
  PNG("PNG"),
  JPEG("JPEG"),
  GIF("GIF"),
  BMP("BMP"),
  WEBP("WebP"),
  TIFF("TIFF"),
  PDF("PDF");

  private final String title;

  PictureKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /// The kind of these bytes, or a refusal that says what they are instead.
  static PictureKind of(byte[] b) throws RefusedPicture {
    if (begins(b, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (begins(b, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (begins(b, 0, "GIF87a") || begins(b, 0, "GIF89a")) {
      return GIF;
    }
    if (begins(b, 0, "BM") && b.length > 26 && bmpHeaderSize(b)) {
      return BMP;
    }
    if (begins(b, 0, "RIFF") && begins(b, 8, "WEBP")) {
      return WEBP;
    }
    if (begins(b, 0, "II*\0") || begins(b, 0, "MM\0*")) {
      return TIFF;
    }
    if (pdfWithin(b)) {
      return PDF;
    }
    throw new RefusedPicture(foreign(b));
  }

  private static boolean bmpHeaderSize(byte[] b) {
    int size = b[14] & 0xFF;
    return b[15] == 0
        && b[16] == 0
        && (size == 12
            || size == 40
            || size == 52
            || size == 56
            || size == 64
            || size == 108
            || size == 124);
  }

  /// A PDF may have up to 1,024 bytes of other matter before its header (ISO 32000-1, annex H.3).
  private static boolean pdfWithin(byte[] b) {
    for (int i = 0; i < Math.min(1024, b.length - 5); i++) {
      if (b[i] == '%' && begins(b, i, "%PDF-")) {
        return i == 0 || !looksLikeMarkup(b);
      }
    }
    return false;
  }

  private static Diagnosis foreign(byte[] b) {
    if (begins(b, 4, "ftyp")) {
      return isoMedia(b);
    }
    if (begins(b, 0, "\u00ff\n") || begins(b, 0, "\0\0\0\fJXL ")) {
      return new Diagnosis.UnsupportedPicture("JPEG XL");
    }
    if (begins(b, 0, "\0\0\0\fjP  ") || begins(b, 0, "\u00ffO\u00ffQ")) {
      return new Diagnosis.UnsupportedPicture("JPEG 2000");
    }
    if (begins(b, 0, "II+\0") || begins(b, 0, "MM\0+")) {
      return new Diagnosis.UnsupportedPicture("BigTIFF");
    }
    if (begins(b, 0, "8BPS")) {
      return new Diagnosis.UnsupportedPicture("Photoshop");
    }
    if (begins(b, 0, "\0\0\u0001\0")) {
      return new Diagnosis.UnsupportedPicture("Windows icon");
    }
    return new Diagnosis.NotAPicture(otherMatter(b));
  }

  private static Diagnosis isoMedia(byte[] b) {
    String brand = b.length >= 12 ? new String(b, 8, 4, StandardCharsets.ISO_8859_1) : "";
    return switch (brand) {
      case "avif", "avis" -> new Diagnosis.UnsupportedPicture("AVIF");
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" ->
          new Diagnosis.UnsupportedPicture("HEIC");
      default -> new Diagnosis.NotAPicture(Optional.of("a video or sound file"));
    };
  }

  private static Optional<String> otherMatter(byte[] b) {
    if (b.length == 0) {
      return Optional.of("an empty file");
    }
    if (looksLikeMarkup(b)) {
      String start = start(b).toLowerCase(Locale.ROOT);
      return Optional.of(
          start.contains("<svg")
              ? "an SVG drawing"
              : start.contains("<html") || start.contains("<!doctype html")
                  ? "a web page"
                  : "an XML document");
    }
    if (begins(b, 0, "PK\u0003\u0004")) {
      return Optional.of("a ZIP archive or an office document");
    }
    if (begins(b, 0, "\u001f\u008b")) {
      return Optional.of("a compressed file");
    }
    return isText(b) ? Optional.of("text") : Optional.empty();
  }

  private static boolean looksLikeMarkup(byte[] b) {
    String start = start(b).stripLeading();
    return start.startsWith("<") || start.startsWith("\u00ef\u00bb\u00bf<");
  }

  private static String start(byte[] b) {
    return new String(b, 0, Math.min(b.length, 1024), StandardCharsets.ISO_8859_1)
        .replace("\0", "");
  }

  private static boolean isText(byte[] b) {
    for (int i = 0; i < Math.min(b.length, 1024); i++) {
      if (b[i] >= 0 && b[i] < 32 && b[i] != '\n' && b[i] != '\r' && b[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] b, int at, String latin1) {
    if (b.length < at + latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if ((b[at + i] & 0xFF) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
