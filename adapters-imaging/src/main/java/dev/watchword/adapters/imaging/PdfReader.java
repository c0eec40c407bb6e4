package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/// Draws the pages of a PDF through PDFBox at a resolution that serves a printed code: 200 dots an
/// inch, less for pages that would be too large, never over the limits.
///
/// The sizes of all pictures in the document and of what is packed twice are checked before a page
/// is drawn, it works in memory alone, and drawing stops between two operators when the time is
/// over.
final class PdfReader implements FrameReader {

  private static final float DOTS_PER_INCH = 200;
  private static final long MAX_PAGE_PIXELS = 12_000_000;
  private static final long WORKING_BYTES = 192L << 20;

  private final PDDocument document;
  private final int count;

  PdfReader(byte[] bytes, DecodeLimits limits, Deadline deadline) throws RefusedPicture {
    try {
      this.document =
          Loader.loadPDF(
              new RandomAccessReadBuffer(bytes),
              "",
              null,
              null,
              MemoryUsageSetting.setupMainMemoryOnly(WORKING_BYTES).streamCache);
    } catch (InvalidPasswordException locked) {
      throw new RefusedPicture(new Diagnosis.UnsupportedPicture("Password-protected PDF"));
    } catch (IOException | RuntimeException broken) { // PDFBox answers damage with any of these
      throw new RefusedPicture(new Diagnosis.DamagedPicture(PictureKind.PDF.title()));
    }
    try {
      checkPictures(document.getDocument(), limits, deadline);
      this.count = Math.min(document.getNumberOfPages(), limits.maxPages());
    } catch (RefusedPicture | IOException | RuntimeException refused) {
      close();
      throw refused instanceof RefusedPicture known ? known : damaged();
    }
    if (count == 0) {
      close();
      throw damaged();
    }
  }

  private static RefusedPicture damaged() {
    return new RefusedPicture(new Diagnosis.DamagedPicture(PictureKind.PDF.title()));
  }

  private static void checkPictures(COSDocument document, DecodeLimits limits, Deadline deadline)
      throws RefusedPicture, IOException {
    for (Map.Entry<COSObjectKey, Long> entry : Map.copyOf(document.getXrefTable()).entrySet()) {
      deadline.check();
      COSBase object = document.getObjectFromPool(entry.getKey()).getObject();
      if (object instanceof COSStream stream) {
        PdfFilters.check(stream);
      }
      if (object instanceof COSStream stream
          && COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
        SizeLimits.checkFrame(
            PictureKind.PDF, stream.getInt(COSName.WIDTH), stream.getInt(COSName.HEIGHT), limits);
      }
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Frame read(int index, Deadline deadline) throws RefusedPicture {
    try {
      PDRectangle box = document.getPage(index).getCropBox();
      double area = (double) box.getWidth() * box.getHeight() / (72 * 72);
      if (!(area > 0)) {
        throw damaged();
      }
      float dots = (float) Math.min(DOTS_PER_INCH, Math.sqrt(MAX_PAGE_PIXELS / area));
      double longSide = Math.max(box.getWidth(), box.getHeight()) / 72.0;
      dots = (float) Math.min(dots, 10_000 / longSide);
      BufferedImage page =
          new StoppableRenderer(document, deadline).renderImageWithDPI(index, dots, ImageType.RGB);
      return JdkImageReading.frame(page);
    } catch (IOException | RuntimeException broken) { // PDFBox answers damage with any of these
      deadline.check();
      throw damaged();
    }
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException ignored) { // it holds memory only
      return;
    }
  }

  /// Draws pages until the time is over.
  private static final class StoppableRenderer extends PDFRenderer {
    private final Deadline deadline;

    StoppableRenderer(PDDocument document, Deadline deadline) {
      super(document);
      this.deadline = deadline;
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
      return new StoppableDrawer(parameters, deadline);
    }
  }
}
