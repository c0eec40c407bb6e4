package dev.watchword.core.vault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// Writes the part of CBOR (RFC 8949) that the vault format uses: unsigned integers, byte and text
/// strings, arrays, maps, booleans and null, in the shortest form.
public final class CborWriter {

  private final WipedBuffer out = new WipedBuffer();

  public CborWriter unsigned(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("value: at least 0, got " + value);
    }
    head(0, value);
    return this;
  }

  public CborWriter bytes(byte[] value) {
    head(2, value.length);
    out.writeBytes(value);
    return this;
  }

  public CborWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    head(3, utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  public CborWriter array(int size) {
    head(4, size);
    return this;
  }

  public CborWriter map(int size) {
    head(5, size);
    return this;
  }

  public CborWriter bool(boolean value) {
    out.write(value ? 0xf5 : 0xf4);
    return this;
  }

  public CborWriter nothing() {
    out.write(0xf6);
    return this;
  }

  public CborWriter uuid(UUID id) {
    head(2, 16);
    for (long half : new long[] {id.getMostSignificantBits(), id.getLeastSignificantBits()}) {
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) (half >>> shift));
      }
    }
    return this;
  }

  private void head(int major, long value) {
    int type = major << 5;
    if (value < 24) {
      out.write(type | (int) value);
      return;
    }
    int bytes = value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffff_ffffL ? 4 : 8;
    out.write(type | 24 + Integer.numberOfTrailingZeros(bytes));
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  /// What was written, the caller's to wipe; the writer's own buffer is wiped.
  public byte[] toByteArray() {
    byte[] written = out.toByteArray();
    out.wipe();
    return written;
  }

  private static final class WipedBuffer extends ByteArrayOutputStream {

    WipedBuffer() {
      super(256);
    }

    void wipe() {
      Arrays.fill(buf, (byte) 0);
      reset();
    }
  }
}
