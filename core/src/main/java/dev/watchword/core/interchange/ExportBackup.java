package dev.watchword.core.interchange;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupWriter.Protection;
import dev.watchword.core.vault.NewEntry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Writes entries as another authenticator's backup: encrypted wherever the format can be, plain
/// only when that was asked for in so many words (SECURITY BK-03).
///
/// Thread-safe.
public final class ExportBackup {

  /// What came of it.
  public sealed interface Outcome {

    /// The file, or files.
    ///
    /// @param backup the caller's to close
    /// @param losses what it does not hold
    record Written(WrittenBackup backup, List<Loss> losses) implements Outcome {}

    /// Nothing was written.
    ///
    /// @param reason why nothing was written
    /// @param sentence the same for people
    record Refused(Reason reason, String sentence) implements Outcome {}
  }

  /// Why nothing is written.
  public enum Reason {
    /// No format of that name can be written.
    UNKNOWN_FORMAT,
    /// A plain file was not asked for, and no password was given.
    PASSWORD_NEEDED,
    /// The format has no encryption, and a plain file was not asked for.
    PLAIN_ONLY,
    /// The target can hold none of the entries.
    NOTHING_FITS,
    /// What was written did not give the same accounts when it was read again: a fault of ours.
    NOT_READ_BACK
  }

  private final ReadBack readBack;
  private final List<BackupFormat> formats;
  private final SecureRandom random;
  private final QrRenderer qr;
  private final InstantSource clock;

  /// @param reader reads what was written, before it is handed out
  public ExportBackup(
      ReadBackups reader,
      List<BackupFormat> formats,
      SecureRandom random,
      QrRenderer qr,
      InstantSource clock) {
    this.readBack = new ReadBack(reader);
    this.formats = List.copyOf(formats);
    this.random = Objects.requireNonNull(random);
    this.qr = Objects.requireNonNull(qr);
    this.clock = Objects.requireNonNull(clock);
  }

  /// The formats that can be written.
  public List<BackupFormat> writable() {
    return formats.stream().filter(format -> format.writer().isPresent()).toList();
  }

  /// Whether the format can hold that an entry is in the trash.
  public boolean keepsTrash(String formatId) {
    return writer(formatId)
        .map(writer -> writer.capacity().details().contains(Capacity.Detail.TRASHED))
        .orElse(false);
  }

  /// What would be lost, before anything is written; empty for an unknown format as well.
  public List<Loss> losses(String formatId, List<NewEntry> entries) {
    return writer(formatId).map(writer -> writer.capacity().losses(entries)).orElse(List.of());
  }

  /// Writes what the target can hold, and reads it back before it says that it is written.
  ///
  /// @param entries lent
  /// @param password encrypts the file; lent; without use for a format that has no encryption
  /// @param plain whether the secrets may stand in the file for all to read
  public Outcome export(
      String formatId, List<NewEntry> entries, Optional<BackupPassword> password, boolean plain) {
    Optional<BackupWriter> writer = writer(formatId);
    if (writer.isEmpty()) {
      return new Outcome.Refused(Reason.UNKNOWN_FORMAT, "No format of that name can be written.");
    }
    Protection protection = writer.get().protection();
    if (protection == Protection.NONE && !plain) {
      return new Outcome.Refused(
          Reason.PLAIN_ONLY,
          "This format has no encryption: its file shows every secret to whoever reads it.");
    }
    boolean optional = protection == Protection.OPTIONAL && plain;
    if (password.isEmpty() && protection != Protection.NONE && !optional) {
      return new Outcome.Refused(Reason.PASSWORD_NEEDED, "Give a password for the file.");
    }
    List<NewEntry> fitting = entries.stream().filter(writer.get().capacity()::holds).toList();
    if (fitting.isEmpty()) {
      return new Outcome.Refused(Reason.NOTHING_FITS, "The format can hold none of the entries.");
    }
    WriteContext context = new WriteContext(password, random, qr, clock.instant());
    WrittenBackup backup = writer.get().write(fitting, context);
    if (!readBack.gives(fitting, backup, formatId, password)) {
      backup.close();
      return new Outcome.Refused(
          Reason.NOT_READ_BACK,
          "The file did not give the same accounts when it was read again, so it was dropped; this"
              + " is a fault of Watchword's.");
    }
    return new Outcome.Written(backup, writer.get().capacity().losses(entries));
  }

  private Optional<BackupWriter> writer(String formatId) {
    return formats.stream()
        .filter(format -> format.id().equals(formatId))
        .findFirst()
        .flatMap(BackupFormat::writer);
  }
}
