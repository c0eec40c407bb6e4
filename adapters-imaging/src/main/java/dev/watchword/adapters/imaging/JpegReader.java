package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Reads JPEG through the JDK's decoder, as planes: the brightness of a YCbCr picture is its first
/// component as it stands, without a colour conversion; CMYK and YCCK are multiplied down to grey.
final class JpegReader implements FrameReader {

  private final JpegHeader header;

  JpegReader(byte[] bytes, DecodeLimits limits) throws RefusedPicture {
    this.header = JpegHeader.read(bytes, limits);
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Frame read(int index, Deadline deadline) throws RefusedPicture {
    JpegHeader.Stripped stripped = header.strippedBytes();
    AtomicBoolean brokenOff = new AtomicBoolean();
    Raster raster =
        JdkImageReading.read(
            PictureKind.JPEG,
            "jpeg",
            stripped.bytes(),
            stripped.length(),
            deadline,
            (reader, i) -> {
              reader.addIIOReadWarningListener(
                  (source, warning) -> brokenOff.compareAndSet(false, saysBrokenOff(warning)));
              return reader.readRaster(i, null);
            },
            0);
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    List<GreyImage> views = new ArrayList<>();
    if (bands == 1) {
      views.add(new GreyImage(data, width, height));
    } else if (bands == 3 && !header.redGreenBlue()) {
      views.add(plane(data, 0, 3, width, height));
      if (width * height <= FrameCanvas.COLOUR_PIXELS) {
        views.add(plane(data, 1, 3, width, height));
        views.add(plane(data, 2, 3, width, height));
      }
    } else {
      FrameCanvas canvas = new FrameCanvas(width, height);
      paint(canvas, data, bands, width * height);
      Frame frame = canvas.finish(false);
      views.add(frame.luma());
      views.addAll(frame.otherViews());
    }
    views.replaceAll(view -> ExifOrientation.upright(view, header.orientation()));
    return new Frame(views.getFirst(), views.subList(1, views.size()), brokenOff.get());
  }

  private static boolean saysBrokenOff(String warning) {
    return warning.contains("remature end") || warning.contains("EOI");
  }

  private static GreyImage plane(byte[] data, int band, int bands, int width, int height) {
    byte[] plane = new byte[width * height];
    for (int i = 0, from = band; i < plane.length; i++, from += bands) {
      plane[i] = data[from];
    }
    return new GreyImage(plane, width, height);
  }

  private void paint(FrameCanvas canvas, byte[] data, int bands, int pixels) {
    for (int i = 0, from = 0; i < pixels; i++, from += bands) {
      int a = data[from] & 0xFF;
      int b = data[from + 1] & 0xFF;
      int c = data[from + 2] & 0xFF;
      if (bands == 3) {
        canvas.rgb(i, a, b, c);
        continue;
      }
      int black = data[from + 3] & 0xFF;
      if (header.adobeTransform()
          == 2) { // YCCK: the three turn into the complements of stored inks
        canvas.grey(i, (255 - a) * black / 255);
      } else if (header.adobeTransform() == 0) { // Adobe stores inks inverted
        canvas.rgb(i, a * black / 255, b * black / 255, c * black / 255);
      } else {
        int paper = 255 - black;
        canvas.rgb(i, (255 - a) * paper / 255, (255 - b) * paper / 255, (255 - c) * paper / 255);
      }
    }
  }
}
