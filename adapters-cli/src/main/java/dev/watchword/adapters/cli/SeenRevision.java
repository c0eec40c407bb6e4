package dev.watchword.adapters.cli;

import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultAge;
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
import java.util.Optional;
import java.util.Set;

/// How often a vault had been changed when this user's programs saw it last, and under which key it
/// was, so that an older copy that somebody puts in its place is noticed (SECURITY CR-13), as is
/// one by whoever has a key that was replaced: two numbers in a file of the state folder,
/// `$XDG_STATE_HOME/watchword/seen/ID`.
///
/// It says nothing that the vault's own file does not. Where it can't be read or written, the vault
/// opens as if it had never been seen: codes are to be had on a read-only disk too (FI-06).
final class SeenRevision {

  private static final int MOST_BYTES = 32;
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
    VaultAge now = vault.header().age();
    Optional<VaultAge> before = known();
    if (before.isPresent() && now.isBefore(before.get())) {
      vault.close();
      throw Failure.expected(
          "rolled-back",
          "The vault is older than when it was used here last: then it had been changed %d times and was under its key %d, now %d times under key %d. Somebody put an older copy in its place. If that was meant, say `watchword check --accept-rollback` once."
              .formatted(
                  before.get().revision(),
                  before.get().keyVersion(),
                  now.revision(),
                  now.keyVersion()));
    }
    note(now);
    vault.onClose(this::note);
  }

  /// Whether a newer state than that was seen.
  boolean isNewerThan(VaultAge age) {
    return known().filter(age::isBefore).isPresent();
  }

  private Optional<VaultAge> known() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
      // the key's version is not in what an earlier version of Watchword wrote
      int keyVersion = words.length > 1 ? Integer.parseInt(words[1]) : 1;
      return Optional.of(new VaultAge(keyVersion, Long.parseLong(words[0])));
    } catch (IOException | IllegalArgumentException never) {
      return Optional.empty();
    }
  }

  private void note(VaultAge age) {
    if (known().map(known -> known.isBefore(age) && !age.isBefore(known)).orElse(true)) {
      set(age);
    }
  }

  /// Takes it as it is, older or not.
  void set(VaultAge age) {
    try {
      Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(FOLDER_MODE));
      Path fresh = file.resolveSibling(file.getFileName() + ".part"); // one, however often killed
      try (FileChannel out =
          FileChannel.open(fresh, OVERWRITE, PosixFilePermissions.asFileAttribute(FILE_MODE))) {
        String line = age.revision() + " " + age.keyVersion() + "\n";
        out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException readOnly) {
      // it is seen again another time
    }
  }
}
