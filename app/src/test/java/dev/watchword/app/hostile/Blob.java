package dev.watchword.app.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Bytes put together by hand.
final class Blob {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Blob bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Blob raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Blob text(String latin1) {
    return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  Blob zeros(int count) {
    return raw(new byte[count]);
  }

  Blob be32(long value) {
    return bytes((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
  }

  Blob be16(int value) {
    return bytes(value >> 8, value);
  }

  Blob le32(long value) {
    return bytes((int) value, (int) (value >> 8), (int) (value >> 16), (int) (value >> 24));
  }

  Blob le16(int value) {
    return bytes(value, value >> 8);
  }

  Blob le64(long value) {
    return le32(value).le32(value >> 32);
  }

  /// A PNG chunk.
  Blob chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(data);
    return be32(data.length).text(type).raw(data).be32(crc.getValue());
  }

  /// A segment of JPEG: marker, length, data.
  Blob segment(int marker, byte[] data) {
    return bytes(0xFF, marker).be16(data.length + 2).raw(data);
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }

  /// So many zero bytes packed by zlib, without ever holding them.
  static byte[] zlibOfZeros(long count) {
    return packedZeros(count, target -> new DeflaterOutputStream(target, new Deflater(9)));
  }

  static byte[] gzipOfZeros(long count) {
    return packedZeros(
        count,
        target -> {
          try {
            return new GZIPOutputStream(target);
          } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
          }
        });
  }

  static byte[] rawDeflateOfZeros(long count) {
    return packedZeros(count, target -> new DeflaterOutputStream(target, new Deflater(9, true)));
  }

  static byte[] zlib(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(content);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return packed.toByteArray();
  }

  private static byte[] packedZeros(long count, Function<OutputStream, OutputStream> packer) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 16];
    try (OutputStream out = packer.apply(packed)) {
      for (long left = count; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return packed.toByteArray();
  }
}
