package dev.watchword.adapters.cli;

import dev.watchword.core.vault.BackupSeal;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultCheck;
import java.nio.file.Path;
import java.util.function.BiFunction;

/// The store of a backup, copied beside the vault to be looked at: a backup itself is never opened,
/// for opening it would change it. [#close] removes the copy. One thread.
final class StoreCopy implements AutoCloseable {

  private final StoreFiles files;
  private final Path backup;
  private final Path copy;
  private final StoreFiles.Sealed sealed;

  private StoreCopy(StoreFiles files, Path backup, Path copy, StoreFiles.Sealed sealed) {
    this.files = files;
    this.backup = backup;
    this.copy = copy;
    this.sealed = sealed;
  }

  /// @throws Failure when it is no backup
  static StoreCopy of(Session session, Path backup) {
    StoreFiles files = session.storeFiles();
    Path copy = Unfinished.beside(session.vaultFile(), "copy");
    StoreCopy made =
        new StoreCopy(files, backup, copy, files.copy(backup, BackupSeal.LENGTH_BYTES, copy));
    if (!BackupSeal.isMarked(made.sealed.seal().toByteArray())) {
      made.close();
      throw Failure.expected(
          "no-backup",
          Neutral.line(backup.toString())
              + " is no backup that `watchword backup` made, or it was cut off.");
    }
    return made;
  }

  Path path() {
    return copy;
  }

  /// Opens every seal in it.
  ///
  /// @throws Failure when the secret is wrong, or anything is not as it was when it was made
  VaultCheck check(UnlockSecret secret) {
    return opened(
        secret,
        (services, vault) -> {
          if (!BackupSeal.isGenuine(
              vault, sealed.digest().toByteArray(), sealed.seal().toByteArray())) {
            throw damaged();
          }
          VaultCheck check = vault.check();
          if (!check.problems().isEmpty()) {
            throw Failure.expected(
                "damaged",
                "In the backup " + Neutral.line(backup.toString()) + " not every seal opens.",
                check.problems());
          }
          return check;
        });
  }

  private <T> T opened(UnlockSecret secret, BiFunction<CliServices, OpenVault, T> work) {
    return files
        .on(
            copy,
            services -> {
              try (OpenVault vault =
                  LocalHost.unlock(
                      services, LocalHost.vaultId(backup.toString(), services), secret)) {
                return work.apply(services, vault);
              }
            })
        .orElseThrow(this::damaged);
  }

  private Failure damaged() {
    return Failure.expected(
        "damaged",
        "The backup "
            + Neutral.line(backup.toString())
            + " was changed or damaged since it was made; take an older one.");
  }

  @Override
  public void close() {
    files.remove(copy);
  }
}
