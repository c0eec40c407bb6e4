package dev.watchword.adapters.imaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/// Looks at how the streams of a PDF are packed, before PDFBox unpacks one: what comes out of any
/// filter but the last is held in memory as a whole, and a gigabyte of zeros packs into a megabyte.
final class PdfFilters {

  private static final int MAX_FILTERS = 4;
  private static final long MAX_BETWEEN_BYTES = 64L << 20;

  private static final Set<COSName> INFLATE =
      Set.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION);

  /// Those that make what they are given smaller or little larger.
  private static final Set<COSName> HARMLESS =
      Set.of(
          COSName.ASCII_HEX_DECODE,
          COSName.ASCII_HEX_DECODE_ABBREVIATION,
          COSName.ASCII85_DECODE,
          COSName.ASCII85_DECODE_ABBREVIATION,
          COSName.CRYPT);

  private PdfFilters() {}

  /// @throws IOException when something between two filters may be larger than 64 MiB
  static void check(COSStream stream) throws IOException {
    if (!(stream.getFilters() instanceof COSArray filters) || filters.size() < 2) {
      return;
    }
    if (filters.size() > MAX_FILTERS) {
      throw new IOException("filters: at most %d, got %d".formatted(MAX_FILTERS, filters.size()));
    }
    for (int i = 0; i < filters.size() - 1; i++) {
      COSBase filter = filters.getObject(i);
      if (INFLATE.contains(filter) && i == 0) {
        checkInflated(stream);
      } else if (!HARMLESS.contains(filter)) {
        throw new IOException("filters: one that unpacks stands before another");
      }
    }
  }

  private static void checkInflated(COSStream stream) throws IOException {
    try (InputStream in = new InflaterInputStream(stream.createRawInputStream())) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total > MAX_BETWEEN_BYTES) {
          throw new IOException("filters: over %d bytes in between".formatted(MAX_BETWEEN_BYTES));
        }
      }
    }
  }
}
