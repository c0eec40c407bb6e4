package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;

/// Opens an encoded picture with the reader of its kind, after size and kind were checked.
///
/// The readers that need AWT or PDFBox are named in branches of their own, so that a PNG loads
/// neither.
final class PictureOpening {

  private PictureOpening() {}

  static FrameReader open(byte[] bytes, DecodeLimits limits, Deadline deadline)
      throws RefusedPicture {
    SizeLimits.checkBytes(bytes, limits);
    PictureKind kind = PictureKind.of(bytes);
    return switch (kind) {
      case PNG -> new PngReader(bytes, limits);
      case JPEG -> new JpegReader(bytes, limits);
      case GIF, BMP, WEBP, TIFF -> new JdkFrameReader(bytes, kind, limits);
      case PDF -> new PdfReader(bytes, limits, deadline);
    };
  }
}
