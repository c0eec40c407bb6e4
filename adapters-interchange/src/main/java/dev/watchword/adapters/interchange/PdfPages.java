package dev.watchword.adapters.interchange;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// Pages of A4 as a PDF (ISO 32000-1) of the least kind: pictures of QR codes and lines of text in
/// two of the fonts that every reader has. No script, no link, nothing from outside.
///
/// Those fonts know Western letters; others show as `?`, and stand in the QR code and the URI.
final class PdfPages {

  private static final int PAGE_WIDTH = 595;
  private static final int PAGE_HEIGHT = 842;
  private static final int MARGIN = 40;
  private static final int GAP = 14;
  private static final int MIN_SIDE = 110;
  private static final double POINTS_A_MODULE = 1.4;
  private static final int MONOSPACED_SIZE = 6;
  private static final double MONOSPACED_WIDTH = 3.6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();
  private final List<Integer> pages = new ArrayList<>();
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder pictures = new StringBuilder();
  private double y;
  private int codes;

  PdfPages() {
    ascii("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
    offsets.add(0); // the catalogue, object 1, and the pages, object 2, are written at the end
    offsets.add(0);
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    begin();
  }

  int codes() {
    return codes;
  }

  private void begin() {
    y = PAGE_HEIGHT - MARGIN;
    text("/F1 11", MARGIN, y - 11, "One-time password keys");
    text(
        "/F1 8",
        MARGIN,
        y - 23,
        "Whoever holds this sheet can make every code on it. Keep it locked away.");
    y -= 23 + GAP;
  }

  /// Adds an account below the last one, on a new page where there is no room.
  ///
  /// @param png one pixel a module, margin included
  void add(byte[] png, String title, String subtitle, String uri) {
    BufferedImage picture;
    try {
      picture = ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    double side = Math.max(MIN_SIDE, picture.getWidth() * POINTS_A_MODULE);
    if (y - side < MARGIN) {
      end();
      begin();
    }
    codes++;
    int image = image(picture);
    pictures.append("/Q").append(image).append(' ').append(image).append(" 0 R ");
    content.append(
        String.format(
            Locale.ROOT,
            "q %.2f 0 0 %.2f %d %.2f cm /Q%d Do Q\n",
            side,
            side,
            MARGIN,
            y - side,
            image));
    double x = MARGIN + side + 10;
    text("/F1 13", x, y - 20, title);
    text("/F1 10", x, y - 34, subtitle);
    int width = (int) ((PAGE_WIDTH - MARGIN - x) / MONOSPACED_WIDTH);
    double line = y - 48;
    for (int from = 0; from < uri.length(); from += width) {
      text(
          "/F2 " + MONOSPACED_SIZE,
          x,
          line,
          uri.substring(from, Math.min(uri.length(), from + width)));
      line -= MONOSPACED_SIZE + 1;
    }
    y = Math.min(y - side, line) - GAP;
  }

  private int image(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    StringBuilder hex = new StringBuilder(2 * width * height);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        hex.append((picture.getRGB(column, row) & 0xff) < 128 ? "00" : "ff");
      }
    }
    return object(
        "<< /Type /XObject /Subtype /Image /Width "
            + width
            + " /Height "
            + height
            + " /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length "
            + (hex.length() + 1)
            + " >>\nstream\n"
            + hex
            + ">\nendstream");
  }

  private void text(String font, double x, double baseline, String text) {
    content
        .append("BT ")
        .append(font)
        .append(" Tf ")
        .append(String.format(Locale.ROOT, "%.2f %.2f", x, baseline))
        .append(" Td (");
    text.codePoints()
        .limit(200)
        .forEach(c -> {
          boolean western = c >= 0x20 && c < 0x7f || c >= 0xa0 && c <= 0xff;
          int shown = western ? c : '?';
          if (shown == '(' || shown == ')' || shown == '\\') {
            content.append('\\');
          }
          content.append((char) shown);
        });
    content.append(") Tj ET\n");
  }

  private void end() {
    int stream = object("<< /Length " + content.length() + " >>\nstream\n" + content + "endstream");
    pages.add(
        object(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 "
                + PAGE_WIDTH
                + " "
                + PAGE_HEIGHT
                + "] /Contents "
                + stream
                + " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << "
                + pictures
                + ">> >> >>"));
    content.setLength(0);
    pictures.setLength(0);
  }

  /// The document; nothing can be added afterwards.
  byte[] toBytes() {
    end();
    StringBuilder kids = new StringBuilder();
    pages.forEach(page -> kids.append(page).append(" 0 R "));
    object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    object(2, "<< /Type /Pages /Count " + pages.size() + " /Kids [" + kids + "] >>");
    int table = out.size();
    ascii("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      ascii(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    ascii(
        "trailer\n<< /Size "
            + (offsets.size() + 1)
            + " /Root 1 0 R >>\nstartxref\n"
            + table
            + "\n%%EOF\n");
    return out.toByteArray();
  }

  private int object(String body) {
    offsets.add(0);
    object(offsets.size(), body);
    return offsets.size();
  }

  private void object(int number, String body) {
    offsets.set(number - 1, out.size());
    ascii(number + " 0 obj\n" + body + "\nendobj\n");
  }

  /// One byte a character: Latin-1 is what the fonts' encoding has for the letters used here.
  private void ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
