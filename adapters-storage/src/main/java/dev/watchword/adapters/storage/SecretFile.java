package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads files that hold a secret, after [PrivateFiles] has looked at who else could.
final class SecretFile {

  private SecretFile() {}

  /// The whole file; the caller wipes it.
  ///
  /// @param what how a message calls the file
  /// @param most more bytes than this are refused
  static byte[] read(String what, Path file, int most) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new StorageException("The %s %s is not there, or can't be read.".formatted(what, file));
    }
    PrivateFiles.check(what, file);
    byte[] bytes = new byte[most + 1];
    try (InputStream in = Files.newInputStream(file)) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      if (length > most) {
        throw new StorageException(
            "The %s %s is too long: at most %d bytes.".formatted(what, file, most));
      }
      return Arrays.copyOf(bytes, length);
    } catch (IOException e) {
      throw new StorageException("The %s %s can't be read.".formatted(what, file), e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
