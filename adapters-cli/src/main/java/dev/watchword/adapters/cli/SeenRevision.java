package dev.watchword.adapters.cli;

import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// How often a vault had been changed when this user's programs saw it last, so that an older copy
/// that somebody puts in its place is noticed (SECURITY CR-13): a number in a file of the state
/// folder, `$XDG_STATE_HOME/watchword/seen/ID`.
///
/// It says nothing that the vault's own file does not. Where it can't be read or written, the vault
/// opens as if it had never been seen: codes are to be had on a read-only disk too (FI-06).
final class SeenRevision {

  private static final int MOST_BYTES = 20;
  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<StandardOpenOption> OVERWRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private final Path file;

  private SeenRevision(Path file) {
    this.file = file;
  }

  static SeenRevision of(Map<String, String> environment, VaultId vault) {
    Path folder = AgentFolder.stateFolder(environment).resolve("seen");
    return new SeenRevision(folder.resolve(vault.toString()));
  }

  /// Opens up to nothing older, and takes note of what it is when it is closed.
  ///
  /// @throws Failure when it is older than it was; it is closed then
  void guard(OpenVault vault) {
    long now = vault.header().revision();
    if (isNewerThan(now)) {
      vault.close();
      throw Failure.expected(
          "rolled-back",
          "The vault is older than when it was used here last: then it had been changed %d times, now %d. Somebody put an older copy in its place. If that was meant, say `watchword check --accept-rollback` once."
              .formatted(known().orElse(0), now));
    }
    note(now);
    vault.onClose(this::note);
  }

  /// Whether a newer state than that was seen.
  boolean isNewerThan(long revision) {
    return known().orElse(0) > revision;
  }

  private OptionalLong known() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        return OptionalLong.empty();
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return OptionalLong.of(Long.parseLong(text));
    } catch (IOException | NumberFormatException never) {
      return OptionalLong.empty();
    }
  }

  private void note(long revision) {
    if (known().orElse(-1) < revision) {
      set(revision);
    }
  }

  /// Takes it as it is, older or not.
  void set(long revision) {
    try {
      Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(FOLDER_MODE));
      Path fresh = file.resolveSibling(file.getFileName() + ".part"); // one, however often killed
      try (FileChannel out =
          FileChannel.open(fresh, OVERWRITE, PosixFilePermissions.asFileAttribute(FILE_MODE))) {
        out.write(ByteBuffer.wrap((revision + "\n").getBytes(StandardCharsets.US_ASCII)));
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException readOnly) {
      // it is seen again another time
    }
  }
}
