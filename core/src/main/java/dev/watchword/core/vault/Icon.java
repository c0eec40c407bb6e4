package dev.watchword.core.vault;

/// A small picture for an entry: a PNG of at most 64 KiB, re-encoded by us. Immutable.
public final class Icon {

  public static final int MAX_BYTES = 64 * 1024;

  private final byte[] png;

  /// @throws IllegalArgumentException when it is empty or over the limit
  public Icon(byte[] png) {
    if (png.length < 1 || png.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "icon: 1 to %d bytes, got %d".formatted(MAX_BYTES, png.length));
    }
    this.png = png.clone();
  }

  public byte[] png() {
    return png.clone();
  }

  @Override
  public String toString() {
    return "Icon[" + png.length + " bytes]";
  }
}
