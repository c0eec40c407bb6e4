package dev.watchword.adapters.cli;

import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.UnsupportedFormatException;
import dev.watchword.core.vault.KeyExhaustedException;
import dev.watchword.core.vault.NoSuchEntryException;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultKeyChangedException;
import dev.watchword.core.vault.VaultLockedException;

/// The one place that knows which exception means what to the person at the keyboard.
final class Failures {

  static final String BUG = "bug";

  private Failures() {}

  /// Any exception as a failure; one that nobody expected is a bug of ours.
  static Failure of(RuntimeException e) {
    return switch (e) {
      case Failure failure -> failure;
      case StorageException storage ->
          Failure.expected("storage", sentence(String.valueOf(storage.getMessage())));
      case TamperingException tampering ->
          Failure.expected(
              "damaged",
              "The vault is damaged: "
                  + tampering.getMessage()
                  + ". `watchword check` and `watchword audit verify` say what else is; nothing was"
                  + " changed.");
      case UnsupportedFormatException newer ->
          Failure.expected("newer-format", sentence(String.valueOf(newer.getMessage())));
      case KeyExhaustedException exhausted ->
          Failure.expected("key-exhausted", sentence(String.valueOf(exhausted.getMessage())));
      case VaultKeyChangedException changed ->
          Failure.expected(
              "key-changed",
              "The vault's key was replaced by another process; lock and unlock the vault again.");
      case VaultLockedException locked ->
          Failure.expected(
              "locked", "The vault was locked meanwhile; `watchword unlock` it again.");
      case NoSuchEntryException gone ->
          Failure.expected("not-found", "That entry is not there any more.");
      default -> bug(origin(e));
    };
  }

  /// @param where what went wrong where, without any value
  static Failure bug(String where) {
    return Failure.bug(where);
  }

  /// The exception's class and the place it came from: enough for a report, and no value in it.
  private static String origin(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private static String sentence(String text) {
    String first =
        text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }
}
