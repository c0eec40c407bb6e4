package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.sealed;
import static dev.watchword.core.vault.SealedSamples.vault;

import dev.watchword.core.vault.EntryField;
import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program that a test starts on a small file system of its own (tmpfs in a mount namespace), and
/// that fills it to a hundred different points: with so much room left it writes entries until
/// there is no more, reads all of them while the disk is full, and again after room was made.
final class FullDiskProcess {

  static final int POINTS = 100;

  private static final int STEP_BYTES = 4096;
  private static final int MOST_COMMITS = 2000;

  private FullDiskProcess() {}

  /// @param arguments the small file system
  public static void main(String[] arguments) throws IOException {
    Path disk = Path.of(arguments[0]);
    for (int point = 1; point <= POINTS; point++) {
      System.out.println(filled(disk, disk.resolve("vault" + point + ".db"), point * STEP_BYTES));
    }
    System.out.println("done");
  }

  private static String filled(Path disk, Path file, int room) throws IOException {
    Path ballast = disk.resolve("ballast");
    int stored = 0;
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.create(header(vault(1), 1));
      long free = disk.toFile().getUsableSpace();
      Files.write(ballast, new byte[Math.toIntExact(Math.max(0, free - room))]);
      try {
        while (stored < MOST_COMMITS) {
          int next = stored + 1;
          if (!store.commit(commit(vault(1), next + 1, newEntry(entry(next), "e" + next)))) {
            return "a commit was refused";
          }
          stored = next;
        }
        return "the disk never was full";
      } catch (StorageException e) {
        if (!String.valueOf(e.getMessage()).contains("full")) {
          return "another failure: " + e.getMessage();
        }
      }
      String full = missing(store, stored);
      if (!full.isEmpty()) {
        return "while the disk is full: " + full;
      }
    }
    Files.delete(ballast);
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      String after = missing(store, stored);
      boolean goesOn =
          store.commit(commit(vault(1), stored + 2, newEntry(entry(stored + 1), "last")));
      return after.isEmpty() && goesOn ? "all there: " + stored : "afterwards: " + after;
    } finally {
      for (String each : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(file + each));
      }
    }
  }

  /// @return what is not as it was acknowledged; empty where all is
  private static String missing(JdbiVaultRepository store, int stored) {
    int entries = store.snapshot(vault(1)).orElseThrow().entries().size();
    if (entries != stored) {
      return entries + " entries, " + stored + " acknowledged";
    }
    for (int i = 1; i <= stored; i++) {
      if (!store
          .field(vault(1), entry(i), EntryField.SECRET)
          .equals(java.util.Optional.of(sealed("secret e" + i)))) {
        return "entry " + i;
      }
    }
    return "";
  }

  /// Says nothing where no file system can be mounted.
  static Process start(Path folder) throws IOException {
    String namespace =
        "if [ \"$WATCHWORD_DISK\" = \"\" ]; then export WATCHWORD_DISK=1; exec unshare -rm /bin/sh"
            + " -c 'mount -t tmpfs -o size=3m none \"$0\" && exec \"$@\"' '"
            + folder
            + "' \"$0\" \"$@\"; fi";
    return JavaProcess.start(namespace, List.of(), FullDiskProcess.class, folder.toString());
  }
}
