package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Unpacks DEFLATE streams within the limits: size, and ratio above 1 MiB (SECURITY IM-11, IM-12).
final class Inflation {

  private static final int RATIO_FREE = 1 << 20;

  private Inflation() {}

  /// A bare stream, as a ZIP has them.
  static byte[] raw(byte[] packed, BackupFormat format, ImportLimits limits)
      throws BackupFileException {
    Inflater inflater = new Inflater(true);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed), inflater, 8192)) {
      return drain(in, packed.length, format, limits);
    } catch (IOException e) {
      throw Refusal.damaged(format, "its compressed data is broken");
    } finally {
      inflater.end();
    }
  }

  static byte[] gzip(byte[] packed, BackupFormat format, ImportLimits limits)
      throws BackupFileException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
      return drain(in, packed.length, format, limits);
    } catch (IOException e) {
      throw Refusal.damaged(format, "its compressed data is broken");
    }
  }

  private static byte[] drain(
      InputStream in, int packedLength, BackupFormat format, ImportLimits limits)
      throws IOException, BackupFileException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, packedLength * 2));
    byte[] buffer = new byte[16 * 1024];
    for (int count; (count = in.read(buffer)) >= 0; ) {
      out.write(buffer, 0, count);
      long size = out.size();
      if (size > limits.inflatedBytes()) {
        throw Refusal.overLimit(format, "the unpacked size in bytes", size, limits.inflatedBytes());
      }
      if (size > RATIO_FREE && size > (long) limits.inflationRatio() * packedLength) {
        throw Refusal.overLimit(
            format,
            "the ratio of unpacked to packed size",
            size / Math.max(1, packedLength),
            limits.inflationRatio());
      }
    }
    return out.toByteArray();
  }
}
