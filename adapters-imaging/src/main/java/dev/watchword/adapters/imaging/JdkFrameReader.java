package dev.watchword.adapters.imaging;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.watchword.core.capture.DecodeLimits;

/// GIF, BMP and TIFF by the JDK's decoders, WebP by TwelveMonkeys', after their headers were
/// checked by [ContainerHeaders].
final class JdkFrameReader implements FrameReader {

  private final byte[] bytes;
  private final PictureKind kind;
  private final int count;

  JdkFrameReader(byte[] bytes, PictureKind kind, DecodeLimits limits) throws RefusedPicture {
    this.bytes = bytes;
    this.kind = kind;
    this.count = ContainerHeaders.check(bytes, kind, limits);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Frame read(int index, Deadline deadline) throws RefusedPicture {
    JdkImageReading.Use<Frame> toFrame = (reader, i) -> JdkImageReading.frame(reader.read(i));
    if (kind == PictureKind.WEBP) {
      return JdkImageReading.read(
          kind, new WebPImageReaderSpi(), bytes, bytes.length, deadline, toFrame, index);
    }
    String format = kind == PictureKind.GIF ? "gif" : kind == PictureKind.BMP ? "bmp" : "tiff";
    return JdkImageReading.read(kind, format, bytes, bytes.length, deadline, toFrame, index);
  }
}
