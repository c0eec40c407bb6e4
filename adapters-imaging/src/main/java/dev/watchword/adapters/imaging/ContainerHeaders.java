package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;

/// Sizes in the headers of GIF, BMP, WebP and TIFF, held against the limits before anything is
/// decoded (SECURITY UP-01): every size that a decoder may believe, not just the first.
final class ContainerHeaders {

  private ContainerHeaders() {}

  /// @return how many frames or pages are to be looked at
  static int check(byte[] bytes, PictureKind kind, DecodeLimits limits) throws RefusedPicture {
    return switch (kind) {
      case GIF -> gif(new ByteCursor(bytes, kind, true), limits);
      case BMP -> bmp(new ByteCursor(bytes, kind, true), limits);
      case WEBP -> webp(new ByteCursor(bytes, kind, true), limits);
      case TIFF -> tiff(new ByteCursor(bytes, kind, bytes[0] == 'I'), limits);
      default -> throw new IllegalArgumentException("kind: " + kind + " has a reader of its own");
    };
  }

  /// The screen and the first frame (GIF89a §18, §20).
  private static int gif(ByteCursor c, DecodeLimits limits) throws RefusedPicture {
    SizeLimits.checkFrame(PictureKind.GIF, c.u16(6), c.u16(8), limits);
    int packed = c.u8(10);
    long at = 13 + ((packed & 0x80) != 0 ? 3L << ((packed & 7) + 1) : 0);
    while (c.u8(at) == 0x21) {
      at += 2;
      while (c.u8(at) != 0) {
        at += 1 + c.u8(at);
      }
      at++;
    }
    if (c.u8(at) != 0x2C) {
      throw c.damaged();
    }
    SizeLimits.checkFrame(PictureKind.GIF, c.u16(at + 5), c.u16(at + 7), limits);
    return 1;
  }

  private static int bmp(ByteCursor c, DecodeLimits limits) throws RefusedPicture {
    if (c.u32(14) == 12) {
      SizeLimits.checkFrame(PictureKind.BMP, c.u16(18), c.u16(20), limits);
    } else {
      long height = (int) c.u32(22); // negative: rows from the top
      SizeLimits.checkFrame(PictureKind.BMP, (int) c.u32(18), Math.abs(height), limits);
    }
    return 1;
  }

  /// Canvas and first frame (RFC 9649 §2.5 to §2.7).
  private static int webp(ByteCursor c, DecodeLimits limits) throws RefusedPicture {
    long at = 12;
    boolean picture = false;
    while (!picture && at + 8 <= c.length()) {
      long size = c.u32(at + 4);
      long data = at + 8;
      if (c.is(at, "VP8X")) {
        SizeLimits.checkFrame(PictureKind.WEBP, c.u24(data + 4) + 1L, c.u24(data + 7) + 1L, limits);
      } else if (c.is(at, "ANMF")) {
        SizeLimits.checkFrame(PictureKind.WEBP, c.u24(data + 6) + 1L, c.u24(data + 9) + 1L, limits);
        at = data + 16; // the frame's own chunks
        continue;
      } else if (c.is(at, "VP8 ")) {
        SizeLimits.checkFrame(
            PictureKind.WEBP, c.u16(data + 6) & 0x3FFF, c.u16(data + 8) & 0x3FFF, limits);
        picture = true;
      } else if (c.is(at, "VP8L")) {
        long bits = c.u32(data + 1);
        SizeLimits.checkFrame(
            PictureKind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, limits);
        picture = true;
      }
      at = data + size + (size & 1);
    }
    if (!picture) {
      throw c.damaged();
    }
    return 1;
  }

  /// Each directory's picture and tiles (TIFF 6.0 §2, §15).
  private static int tiff(ByteCursor c, DecodeLimits limits) throws RefusedPicture {
    long directory = c.u32(4);
    int pages = 0;
    while (directory != 0 && pages < limits.maxPages()) {
      int entries = c.u16(directory);
      long width = 0;
      long height = 0;
      long tileWidth = 1;
      long tileHeight = 1;
      long samples = 1;
      for (int i = 0; i < entries; i++) {
        long entry = directory + 2 + 12L * i;
        long value = c.u16(entry + 2) == 3 ? c.u16(entry + 8) : c.u32(entry + 8);
        switch (c.u16(entry)) {
          case 256 -> width = value;
          case 257 -> height = value;
          case 277 -> samples = value;
          case 322 -> tileWidth = value;
          case 323 -> tileHeight = value;
          default -> {}
        }
      }
      SizeLimits.checkFrame(PictureKind.TIFF, width, height, limits);
      SizeLimits.checkFrame(PictureKind.TIFF, tileWidth, tileHeight, limits);
      if (samples > 8) {
        throw new RefusedPicture(new Diagnosis.UnsupportedPicture(samples + "-channel TIFF"));
      }
      pages++;
      directory = c.u32(directory + 2 + 12L * entries);
    }
    if (pages == 0) {
      throw c.damaged();
    }
    return pages;
  }
}
