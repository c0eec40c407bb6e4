package dev.watchword.adapters.http;

import dev.watchword.core.interchange.WrittenBackup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A written backup as one download: several parts go into an archive. The name tells nothing of
/// whose it is or what is in it.
///
/// Not a value: it holds secrets.
final class ExportedFile {

  private static final String NAME = "watchword-export";

  private final String name;
  private final String mediaType;
  private final byte[] bytes;

  private ExportedFile(String name, String mediaType, byte[] bytes) {
    this.name = name;
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /// @param backup lent
  static ExportedFile of(WrittenBackup backup) {
    List<WrittenBackup.Part> parts = backup.parts();
    if (parts.size() == 1) {
      WrittenBackup.Part only = parts.getFirst();
      return new ExportedFile(
          NAME + "." + only.extension(), only.mediaType(), only.bytes().clone());
    }
    return new ExportedFile(NAME + ".zip", "application/zip", zip(parts));
  }

  /// Stored, not compressed: pictures are already.
  private static byte[] zip(List<WrittenBackup.Part> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      int number = 0;
      for (WrittenBackup.Part part : parts) {
        number++;
        ZipEntry entry = new ZipEntry(NAME + "-" + number + "." + part.extension());
        CRC32 crc = new CRC32();
        crc.update(part.bytes());
        entry.setCrc(crc.getValue());
        entry.setSize(part.bytes().length);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(part.bytes());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  String name() {
    return name;
  }

  String mediaType() {
    return mediaType;
  }

  /// The bytes themselves, not a copy.
  byte[] bytes() {
    return bytes;
  }
}
