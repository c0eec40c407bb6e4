package dev.watchword.core.vault;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Reads what [CborWriter] writes, and refuses all else: other types, lengths past the end, bytes
/// left over.
public final class CborReader {

  /// Bytes that are not of the vault format. Says where, never what.
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private final ByteBuffer in;

  public CborReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  public long unsigned() {
    return head(0);
  }

  public byte[] bytes() {
    return take(head(2));
  }

  public String text() {
    byte[] utf8 = take(head(3));
    if (ascii(utf8)) {
      return new String(utf8, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text that is not UTF-8");
    }
  }

  private static boolean ascii(byte[] utf8) {
    for (byte b : utf8) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  public int array() {
    return size(head(4));
  }

  public int map() {
    return size(head(5));
  }

  public boolean bool() {
    int b = next();
    if (b != 0xf4 && b != 0xf5) {
      throw malformed("no boolean");
    }
    return b == 0xf5;
  }

  /// Steps over a null, where one stands next.
  public boolean nothing() {
    if (in.hasRemaining() && (in.get(in.position()) & 0xff) == 0xf6) {
      in.get();
      return true;
    }
    return false;
  }

  public UUID uuid() {
    byte[] id = bytes();
    if (id.length != 16) {
      throw malformed("no id of 16 bytes");
    }
    ByteBuffer halves = ByteBuffer.wrap(id);
    return new UUID(halves.getLong(), halves.getLong());
  }

  public void end() {
    if (in.hasRemaining()) {
      throw malformed("bytes left over");
    }
  }

  private long head(int major) {
    int first = next();
    if (first >> 5 != major) {
      throw malformed("another type than expected");
    }
    int info = first & 31;
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw malformed("an unknown length");
    }
    long value = 0;
    for (int i = 0; i < 1 << (info - 24); i++) {
      value = value << 8 | next();
    }
    if (value < 0) {
      throw malformed("a number over 2^63 - 1");
    }
    return value;
  }

  private int size(long count) {
    if (count > in.remaining()) {
      throw malformed("more items than bytes");
    }
    return (int) count;
  }

  private byte[] take(long length) {
    if (length > in.remaining()) {
      throw malformed("a length past the end");
    }
    byte[] taken = new byte[(int) length];
    in.get(taken);
    return taken;
  }

  private int next() {
    if (!in.hasRemaining()) {
      throw malformed("the end");
    }
    return in.get() & 0xff;
  }

  private MalformedException malformed(String found) {
    return new MalformedException("byte %d: %s".formatted(in.position(), found));
  }
}
