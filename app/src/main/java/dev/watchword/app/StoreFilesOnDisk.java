package dev.watchword.app;

import dev.watchword.adapters.cli.AnchorFiles;
import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.cli.StoreFiles;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.adapters.storage.StoreFile;
import dev.watchword.core.seal.SealedBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Stores as SQLite files.
///
/// @param opened the store that the command has open
record StoreFilesOnDisk(Optional<Database> opened) implements StoreFiles {

  @Override
  public byte[] copyOpenTo(Path target) {
    opened.orElseThrow(() -> new IllegalStateException("the store is not open")).copyTo(target);
    return StoreFile.digest(target);
  }

  @Override
  public void fillOpenFrom(Path copy, Runnable also) {
    Database database =
        opened.orElseThrow(() -> new IllegalStateException("the store is not open"));
    database.inTransaction(() -> {
      database.fillFrom(copy);
      also.run();
      return true;
    });
  }

  @Override
  public void seal(Path copy, byte[] seal) {
    StoreFile.append(copy, seal);
  }

  @Override
  public void publish(Path finished, Path target) {
    StoreFile.publish(finished, target);
  }

  @Override
  public Sealed copy(Path backup, int sealLength, Path to) {
    byte[] seal = StoreFile.copy(backup, sealLength, to);
    return new Sealed(SealedBytes.copyOf(StoreFile.digest(to)), SealedBytes.copyOf(seal));
  }

  @Override
  public List<Path> backups(Path folder) {
    return StoreFile.backups(folder);
  }

  @Override
  public <T> Optional<T> on(Path file, Function<CliServices, T> work) {
    Optional<OpenProgram> existing = OpenProgram.existing(file, Optional.empty());
    try (OpenProgram program = existing.orElse(null)) {
      return existing.map(there -> work.apply(there.services()));
    }
  }

  @Override
  public Optional<Forgotten> forget(Path file, Consumer<CliServices> also) {
    Optional<OpenProgram> existing = OpenProgram.existing(file, Optional.empty());
    try (OpenProgram program = existing.orElse(null)) {
      return existing.map(there ->
          there
              .database()
              .inTransaction(() -> {
                Forgotten forgotten = forget(there.database());
                also.accept(there.services());
                return forgotten;
              }));
    }
  }

  private static Forgotten forget(Database database) {
    var gone = database.forget();
    return new Forgotten(
        gone.sessions(),
        gone.tokens(),
        gone.passkeys(),
        gone.providerAccounts(),
        gone.recoverySets(),
        gone.links(),
        gone.grants(),
        gone.held());
  }

  @Override
  public Optional<Path> replace(Path store, Path by) {
    Optional<Path> replaced = StoreFile.replace(store, by);
    AnchorFiles ofReplaced = AnchorFiles.beside(store);
    StorageModule.setAside(ofReplaced.kept(), ofReplaced.newest());
    return replaced;
  }

  @Override
  public void remove(Path copy) {
    StoreFile.remove(copy);
  }
}
