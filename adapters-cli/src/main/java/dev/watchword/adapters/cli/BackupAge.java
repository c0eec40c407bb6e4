package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/// When the last backup of a vault was made, kept as the time of an empty file beside it, so that
/// `doctor` can remind of one without opening the vault.
final class BackupAge {

  private BackupAge() {}

  private static Path marker(Path vaultFile) {
    return vaultFile.resolveSibling(vaultFile.getFileName() + ".backed-up");
  }

  /// Where it can't be kept, nobody is reminded too late: `doctor` then knows of no backup.
  static void note(Path vaultFile, Instant time) {
    Path marker = marker(vaultFile);
    try {
      if (!Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
        Files.newByteChannel(marker, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
            .close();
      }
      Files.setLastModifiedTime(marker, FileTime.from(time));
    } catch (IOException e) {
      // the backup is made all the same
    }
  }

  static Optional<Instant> last(Path vaultFile) {
    try {
      return Optional.of(
          Files.getLastModifiedTime(marker(vaultFile), LinkOption.NOFOLLOW_LINKS).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
