package dev.watchword.adapters.cli;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultId;
import dev.watchword.core.vault.VaultVersion;
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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which state a vault was in when this user's programs saw it last, so that an older copy that
/// somebody puts in its place is noticed (SECURITY CR-13), or one that was changed as often in
/// another way, or one by whoever has a key that was replaced: how often it had been changed, its
/// key's version, and its header's MAC in hexadecimal, in a file of the state folder,
/// `$XDG_STATE_HOME/watchword/seen/ID`.
///
/// It says nothing that the vault's own file does not. Where it can't be read or written, the vault
/// opens as if it had never been seen: codes are to be had on a read-only disk too (FI-06).
final class SeenRevision {

  private static final int MOST_BYTES = 128;
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
  /// @throws Failure when it can't come after what was seen; it is closed then
  void guard(OpenVault vault) {
    VaultVersion now = vault.header().version();
    Optional<VaultVersion> before = known();
    if (before.isPresent() && !now.canFollow(before.get())) {
      vault.close();
      throw Failure.expected(
          "rolled-back",
          sentence(before.get(), now)
              + " Somebody put another copy in its place. If that was meant, say `watchword check"
              + " --accept-rollback` once.");
    }
    note(now);
    vault.onClose(this::note);
  }

  private static String sentence(VaultVersion before, VaultVersion now) {
    return before.revision() == now.revision() && before.keyVersion() == now.keyVersion()
        ? "The vault is not the one that was used here last: it was changed as often, %d times, in another way."
            .formatted(now.revision())
        : "The vault is older than when it was used here last: then it had been changed %d times and was under its key %d, now %d times under key %d."
            .formatted(before.revision(), before.keyVersion(), now.revision(), now.keyVersion());
  }

  /// Whether it can come after what was seen, or nothing was.
  boolean allows(VaultVersion version) {
    return known().map(version::canFollow).orElse(true);
  }

  private Optional<VaultVersion> known() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
      // an earlier version of Watchword wrote the first alone
      int keyVersion = words.length > 1 ? Integer.parseInt(words[1]) : 1;
      Optional<SealedBytes> mac =
          words.length > 2
              ? Optional.of(SealedBytes.copyOf(HexFormat.of().parseHex(words[2])))
              : Optional.empty();
      return Optional.of(new VaultVersion(keyVersion, Long.parseLong(words[0]), mac));
    } catch (IOException | IllegalArgumentException never) {
      return Optional.empty();
    }
  }

  /// What was undone when it was closed has no MAC: where as many changes are known, that stays.
  private void note(VaultVersion version) {
    Optional<VaultVersion> before = known();
    boolean tellsLess =
        version.mac().isEmpty()
            && before.filter(it -> it.revision() == version.revision()).isPresent();
    if (allows(version) && !tellsLess && !before.equals(Optional.of(version))) {
      set(version);
    }
  }

  /// Takes it as it is, older or not.
  void set(VaultVersion version) {
    try {
      Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(FOLDER_MODE));
      Path fresh = file.resolveSibling(file.getFileName() + ".part"); // one, however often killed
      try (FileChannel out =
          FileChannel.open(fresh, OVERWRITE, PosixFilePermissions.asFileAttribute(FILE_MODE))) {
        out.write(ByteBuffer.wrap(line(version).getBytes(StandardCharsets.US_ASCII)));
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException readOnly) {
      // it is seen again another time
    }
  }

  private static String line(VaultVersion version) {
    String mac =
        version.mac().map(it -> " " + HexFormat.of().formatHex(it.toByteArray())).orElse("");
    return version.revision() + " " + version.keyVersion() + mac + "\n";
  }
}
