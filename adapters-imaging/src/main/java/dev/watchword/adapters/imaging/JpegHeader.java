package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import java.util.Arrays;

/// What a JPEG's markers say (ITU-T T.81, annex B; Exif 2.32 for the turn), read without decoding.
///
/// Scans are counted over the whole file: each may touch every block of the picture, so that a few
/// hundred kilobytes of them keep a decoder busy for minutes (SECURITY UP-03).
///
/// @param width in pixels, before the turn
/// @param height in pixels, before the turn
/// @param components 1 (grey), 3 or 4
/// @param redGreenBlue whether the three components are red, green and blue themselves
/// @param adobeTransform the colour transform of the Adobe marker, or -1 without that marker
/// @param orientation Exif orientation, 1 to 8
/// @param strippedBytes the file without comments and application data but Adobe's
record JpegHeader(
    int width,
    int height,
    int components,
    boolean redGreenBlue,
    int adobeTransform,
    int orientation,
    Stripped strippedBytes) {

  static final int MAX_SCANS = 100;

  /// Scans times pixels; an ordinary progressive picture has ten scans.
  private static final long MAX_SCAN_PIXELS = 2_000_000_000L;

  /// A prefix of an array.
  record Stripped(byte[] bytes, int length) {}

  static JpegHeader read(byte[] bytes, DecodeLimits limits) throws RefusedPicture {
    return new Walk(bytes).read(limits);
  }

  /// One pass over the markers. Not thread-safe.
  private static final class Walk {
    private final byte[] bytes;
    private final ByteCursor cursor;
    private final byte[] kept;
    private int keptLength;
    private int width;
    private int height;
    private int components;
    private boolean rgbNames;
    private boolean jfif;
    private int adobeTransform = -1;
    private int orientation = 1;
    private int scans;

    Walk(byte[] bytes) {
      this.bytes = bytes;
      this.cursor = new ByteCursor(bytes, PictureKind.JPEG, false);
      this.kept = new byte[bytes.length];
    }

    JpegHeader read(DecodeLimits limits) throws RefusedPicture {
      keep(0, 2);
      int at = 2;
      boolean end = false;
      while (!end && at + 3 < bytes.length) {
        if ((bytes[at] & 0xFF) != 0xFF) {
          at++; // stray bytes between segments
          continue;
        }
        int marker = bytes[at + 1] & 0xFF;
        if (marker == 0xFF) {
          at++;
        } else if (marker == 0xD9) {
          end = true;
        } else if (marker == 0 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
          at += 2;
        } else {
          at = segment(at, marker, limits);
        }
      }
      keepEnd();
      if (components == 0 || scans == 0) {
        throw cursor.damaged();
      }
      boolean rgb =
          components == 3 && (adobeTransform == 0 || (adobeTransform < 0 && !jfif && rgbNames));
      return new JpegHeader(
          width,
          height,
          components,
          rgb,
          adobeTransform,
          orientation,
          new Stripped(kept, keptLength));
    }

    /// @return where the next marker is looked for
    private int segment(int at, int marker, DecodeLimits limits) throws RefusedPicture {
      int length = cursor.u16(at + 2);
      if (length < 2) {
        throw cursor.damaged();
      }
      int next = (int) Math.min(bytes.length, (long) at + 2 + length);
      if (marker == 0xDA) {
        scans++;
        checkScans();
        int dataEnd = scanEnd(next);
        keep(at, dataEnd);
        return dataEnd;
      }
      boolean application = (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
      if (marker == 0xE0 && cursor.is(at + 4, "JFIF")) {
        jfif = true;
      } else if (marker == 0xE1 && cursor.is(at + 4, "Exif")) {
        orientation = ExifOrientation.of(Arrays.copyOfRange(bytes, Math.min(at + 10, next), next));
      } else if (marker == 0xEE && cursor.is(at + 4, "Adobe") && length >= 14) {
        adobeTransform = cursor.u8(at + 15);
        application = false;
      } else if (marker >= 0xC0
          && marker <= 0xCF
          && marker != 0xC4
          && marker != 0xC8
          && marker != 0xCC) {
        frame(at, marker, limits);
      }
      if (!application) {
        keep(at, next);
      }
      return next;
    }

    private void frame(int at, int marker, DecodeLimits limits) throws RefusedPicture {
      int precision = cursor.u8(at + 4);
      if (precision != 8) {
        throw new RefusedPicture(new Diagnosis.UnsupportedPicture(precision + "-bit JPEG"));
      }
      if (marker > 0xC2) {
        throw new RefusedPicture(
            new Diagnosis.UnsupportedPicture(
                marker >= 0xC9 ? "Arithmetic-coded JPEG" : "Lossless or hierarchical JPEG"));
      }
      if (components != 0) {
        throw cursor.damaged();
      }
      height = cursor.u16(at + 5);
      width = cursor.u16(at + 7);
      SizeLimits.checkFrame(PictureKind.JPEG, width, height, limits);
      components = cursor.u8(at + 9);
      if (components != 1 && components != 3 && components != 4) {
        throw cursor.damaged();
      }
      rgbNames =
          components == 3
              && cursor.u8(at + 10) == 'R'
              && cursor.u8(at + 13) == 'G'
              && cursor.u8(at + 16) == 'B';
    }

    private void checkScans() throws RefusedPicture {
      if (scans > MAX_SCANS) {
        throw SizeLimits.over("number of JPEG scans", scans, MAX_SCANS);
      }
      long scanPixels = (long) scans * width * height;
      if (scanPixels > MAX_SCAN_PIXELS) {
        throw SizeLimits.over("number of JPEG scans times pixels", scanPixels, MAX_SCAN_PIXELS);
      }
    }

    /// The end of entropy-coded data: the next marker that is neither stuffing nor a restart.
    private int scanEnd(int from) {
      int i = from;
      while (i + 1 < bytes.length) {
        if (bytes[i] == (byte) 0xFF) {
          int next = bytes[i + 1] & 0xFF;
          if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
            return i;
          }
        }
        i++;
      }
      return bytes.length;
    }

    private void keep(int from, int to) {
      System.arraycopy(bytes, from, kept, keptLength, to - from);
      keptLength += to - from;
    }

    private void keepEnd() {
      if (keptLength + 2 <= kept.length) {
        kept[keptLength++] = (byte) 0xFF;
        kept[keptLength++] = (byte) 0xD9;
      }
    }
  }
}
