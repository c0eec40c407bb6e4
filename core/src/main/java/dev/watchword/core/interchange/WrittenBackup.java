package dev.watchword.core.interchange;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The files that an export makes. [#close] wipes them.
///
/// @param parts one file, or one for each QR picture
public record WrittenBackup(List<Part> parts) implements AutoCloseable {

  public WrittenBackup {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: at least one");
    }
  }

  /// One file of one kind.
  public static WrittenBackup of(String extension, String mediaType, byte[] bytes) {
    return new WrittenBackup(List.of(new Part(extension, mediaType, bytes, Optional.empty())));
  }

  /// One file.
  ///
  /// Wiped with its backup. Holds secrets, so that [#toString] tells only the size.
  public static final class Part {

    private final String extension;
    private final String mediaType;
    private final byte[] bytes;
    private final Optional<String> qrText;

    /// @param extension of a fitting file name, without the dot
    /// @param bytes now this part's to wipe
    /// @param qrText for a QR picture, what it says, so that a terminal can draw it
    public Part(String extension, String mediaType, byte[] bytes, Optional<String> qrText) {
      this.extension = extension;
      this.mediaType = mediaType;
      this.bytes = bytes;
      this.qrText = qrText;
    }

    public String extension() {
      return extension;
    }

    public String mediaType() {
      return mediaType;
    }

    /// The bytes themselves, not a copy.
    @SuppressWarnings("ArrayReturnedWithoutCopy")
    public byte[] bytes() {
      return bytes;
    }

    public Optional<String> qrText() {
      return qrText;
    }

    @Override
    public String toString() {
      return "Part[" + extension + ", " + bytes.length + " bytes]";
    }
  }

  @Override
  public void close() {
    parts.forEach(part -> Arrays.fill(part.bytes(), (byte) 0));
  }
}
