package dev.watchword.adapters.storage;

import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says what SQLite's result codes mean for the person at the keyboard.
///
/// @param file the file that the messages name
record SqliteFailures(Path file) {

  StorageException explain(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return new StorageException(
          sentence(sqlite.getResultCode()).formatted(file), withoutText(sqlite));
    }
    return new StorageException("The vault %s can't be used.".formatted(file), failure);
  }

  /// Whether the disk is full, or failed.
  static boolean isOfTheDisk(SQLiteException failure) {
    int code = failure.getResultCode().code & 0xff;
    return code == 10 || code == 13;
  }

  /// The primary code alone: an extended one has more in its upper bits.
  private static String sentence(SQLiteErrorCode code) {
    return switch (code.code & 0xff) {
      case 5, 6 -> // BUSY, LOCKED
          "The vault %s is in use by another program; try again.";
      case 8 -> // READONLY
          "The vault %s can't be written to: the file or the disk is read-only. Nothing was"
              + " changed.";
      case 10 -> // IOERR
          "The disk with the vault %s failed, or is full. Nothing that was stored before is lost.";
      case 11 -> // CORRUPT
          "The vault %s is damaged; restore a backup of it. Nothing was changed.";
      case 13 -> // FULL
          "The disk with the vault %s is full. Nothing was changed.";
      case 14 -> // CANTOPEN
          "The vault %s can't be opened; look at the modes of the file and of its folder.";
      case 26 -> // NOTADB
          "%s is no vault of Watchword's, or it is damaged. Nothing was changed.";
      default -> "The vault %s can't be used (SQLite says " + code.name() + ").";
    };
  }

  /// SQLite quotes values of ours in some messages; they go no further.
  private static SQLException withoutText(SQLiteException failure) {
    SQLException bare =
        new SQLException(failure.getResultCode().toString(), null, failure.getErrorCode());
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }
}
