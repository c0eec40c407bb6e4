package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.Diagnosis;

/// Reads numbers out of a picture's header; reading past the end is a damaged picture, not a fault.
final class ByteCursor {

  private final byte[] bytes;
  private final PictureKind kind;
  private final boolean littleEndian;

  ByteCursor(byte[] bytes, PictureKind kind, boolean littleEndian) {
    this.bytes = bytes;
    this.kind = kind;
    this.littleEndian = littleEndian;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) throws RefusedPicture {
    if (at < 0 || at >= bytes.length) {
      throw damaged();
    }
    return bytes[(int) at] & 0xFF;
  }

  int u16(long at) throws RefusedPicture {
    int first = u8(at);
    int second = u8(at + 1);
    return littleEndian ? first | second << 8 : first << 8 | second;
  }

  int u24(long at) throws RefusedPicture {
    return littleEndian ? u16(at) | u8(at + 2) << 16 : u16(at) << 8 | u8(at + 2);
  }

  long u32(long at) throws RefusedPicture {
    long first = u16(at);
    long second = u16(at + 2);
    return littleEndian ? first | second << 16 : first << 16 | second;
  }

  boolean is(long at, String ascii) {
    if (at < 0 || at + ascii.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[(int) at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  RefusedPicture damaged() {
    return new RefusedPicture(new Diagnosis.DamagedPicture(kind.title()));
  }
}
