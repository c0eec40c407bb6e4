package dev.watchword.adapters.cli;

import dev.watchword.core.seal.SealedBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whole stores as files: copied, looked at aside, put in one another's place.
///
/// A backup is a store's file with a seal behind it. Failures are
/// [dev.watchword.core.vault.StorageException]s whose messages are sentences.
public interface StoreFiles {

  /// What is behind a store in a backup, and what the store is.
  ///
  /// @param digest SHA-256 of the store
  /// @param seal the bytes behind it
  record Sealed(SealedBytes digest, SealedBytes seal) {}

  /// What a restored store no longer has.
  ///
  /// @param recoverySets sets of recovery codes of the verifier's subscribers
  /// @param held what customers handed over and is there as it was then
  record Forgotten(
      int sessions,
      int tokens,
      int passkeys,
      int providerAccounts,
      int recoverySets,
      int links,
      int grants,
      int held) {

    /// What there is to do now, for people.
    List<String> sentences() {
      return Stream.of(
              sentence(sessions, "signed-in sessions ended; people sign in again."),
              sentence(tokens, "API tokens dropped; make new ones."),
              sentence(passkeys, "passkeys dropped; people add them again."),
              sentence(
                  providerAccounts, "accounts at a provider unlinked; people link them again."),
              sentence(recoverySets, "sets of recovery codes dropped; regenerate them."),
              sentence(links, "upload links of custody dropped; send new ones."),
              sentence(grants, "grants of custody dropped; give anew those that still stand."),
              sentence(
                  held, "factors of customers are held as they were, but for those named below."))
          .flatMap(Optional::stream)
          .toList();
    }

    /// @return empty where there is nothing to say
    static Optional<String> sentence(int count, String what) {
      return count == 0 ? Optional.empty() : Optional.of(count + " " + what);
    }
  }

  /// Copies the store that is open, as it is at one instant.
  ///
  /// @param target must not be there
  /// @return SHA-256 of the copy
  byte[] copyOpenTo(Path target);

  /// Fills the store that is open, which holds nothing yet, with all that is in a copy, and does
  /// something more with it, all in one transaction.
  ///
  /// @throws dev.watchword.core.vault.StorageException when it holds something; nothing was changed
  void fillOpenFrom(Path copy, Runnable also);

  /// Puts a seal behind a copy.
  void seal(Path copy, byte[] seal);

  /// Gives a finished file the name that it is to have, which must not be taken.
  void publish(Path finished, Path target);

  /// Copies the store of a backup.
  ///
  /// @param sealLength how many bytes are behind the store
  /// @param to must not be there
  Sealed copy(Path backup, int sealLength, Path to);

  /// The backups in a folder, by name.
  List<Path> backups(Path folder);

  /// Works on the store in another file, and closes it.
  ///
  /// @return empty when there is no store in it
  <T> Optional<T> on(Path file, Function<CliServices, T> work);

  /// Has a store forget what must not come back by a backup (SECURITY BK-05), all or nothing.
  ///
  /// @param also done in the same transaction
  /// @return empty when there is no store in it
  Optional<Forgotten> forget(Path file, Consumer<CliServices> also);

  /// Puts a store in the place of another that nobody has open.
  ///
  /// @return where the replaced one is now; empty when there was none
  Optional<Path> replace(Path store, Path by);

  /// Removes a copy.
  void remove(Path copy);
}
