package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.vault;

import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that a test starts, and kills: it adds entries to a vault, one commit each, and says
/// the revision once a commit was acknowledged.
final class VaultWriterProcess {

  private VaultWriterProcess() {}

  /// @param arguments the file, the number of commits to do, the number of the first entry
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    int commits = Integer.parseInt(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      store.create(header(vault(1), 1));
      int done = 0;
      while (done < commits) {
        long next = store.header(vault(1)).orElseThrow().revision() + 1;
        if (store.commit(commit(vault(1), next, newEntry(entry(first + done), "e" + next)))) {
          System.out.println("stored " + (first + done) + " at " + next);
          System.out.flush();
          done++;
        }
      }
      System.out.println("done");
    } catch (StorageException e) {
      System.out.println("failed: " + e.getMessage());
    }
  }

  /// Starts it by a shell, after `before`, such as `umask 000`.
  static Process start(String before, Path file, int commits, int first) throws IOException {
    return JavaProcess.start(
        before, List.of(), VaultWriterProcess.class, file.toString(), "" + commits, "" + first);
  }
}
