package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ImportReport;
import dev.watchword.core.interchange.ImportReportJson;
import dev.watchword.core.interchange.KdfLimits;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.interchange.SortImport;
import dev.watchword.core.vault.OpenVault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword import`: moves accounts in from the backups of other programs, and says what became
/// of each.
final class ImportCommand implements Command {

  /// Who asks, in the audit log: whoever could open the vault.
  static final Origin CLI = new Origin("owner", "cli", "");

  @Override
  public CommandSpec spec() {
    return Options.command(this, "import", "Move accounts in from other authenticators' backups.")
        .addOption(
            Options.text("--from", "FORMAT", "Take the files as this format; see `formats`."))
        .addOption(
            Options.text("--password-file", "FILE", "The backup's password, in the first line."))
        .addOption(Options.text("--backup-key-file", "FILE", "The key file of a KeePass database."))
        .addOption(Options.flag("--dry-run", "Only show what would become of each item."))
        .addOption(
            Options.flag(
                "--show-secrets", "Show the secrets in the JSON report; it is put on record."))
        .addOption(Options.flag("--yes", "Show the secrets without asking again."))
        .addOption(
            Options.flag(
                "--allow-costly-kdf",
                "Let a backup's key derivation take up to 2 GiB of memory and ten minutes."))
        .addPositional(
            Options.words(
                "FILE",
                "1..*",
                "Backups, pictures of codes, or folders of them; '-' is standard input."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    boolean dryRun = Options.given(given, "--dry-run");
    boolean showSecrets = Options.given(given, "--show-secrets");
    if (showSecrets && !Options.given(given, "--yes")) {
      confirm(session.terminal());
    }
    List<BackupFile> files = BackupFiles.read(Options.words(given), session.terminal());
    List<FileReading> readings = List.of();
    try (Progress progress = new Progress(session.terminal(), "importing")) {
      progress.phase("reading");
      readings = read(given, session, files, progress);
      Optional<OpenVault> vault =
          dryRun && !session.hasVault()
              ? Optional.empty()
              : Optional.of(LocalHost.openVault(session));
      try (ImportReport report = sorted(readings, vault)) {
        if (showSecrets && vault.isPresent()) {
          record(session, vault.get(), AuditEvent.Transfer.Act.SECRETS_SHOWN, report);
        }
        if (!dryRun && !report.added().isEmpty()) {
          record(session, vault.orElseThrow(), AuditEvent.Transfer.Act.IMPORTED, report);
          progress.phase("storing " + report.added().size() + " entries");
          vault.orElseThrow().add(report.added());
        }
        progress.close();
        show(report, session, dryRun, showSecrets);
        return report.complete() ? ExitCode.DONE : ExitCode.FAILED;
      } finally {
        vault.ifPresent(OpenVault::close);
      }
    } finally {
      readings.forEach(FileReading::close);
      files.forEach(BackupFile::close);
    }
  }

  /// On a screen that others may see, the word alone is not enough; into a pipe it is.
  private static void confirm(Terminal terminal) {
    if (!terminal.outputIsTerminal()) {
      return;
    }
    if (!terminal.canAsk()
        || !terminal
            .ask("Show every secret on this screen? Type yes: ")
            .strip()
            .equalsIgnoreCase("yes")) {
      throw Failure.expected(
          "not-confirmed", "Nothing was shown and nothing was imported; --yes shows it unasked.");
    }
  }

  private static void record(
      Session session, OpenVault vault, AuditEvent.Transfer.Act act, ImportReport report) {
    session.services().recordTransfer().record(vault, CLI, act, report);
  }

  private static List<FileReading> read(
      ParseResult given, Session session, List<BackupFile> files, Progress progress) {
    Optional<BackupFile> keyFile =
        Options.text(given, "--backup-key-file")
            .map(name -> BackupFiles.read(SharedOptions.path(name)));
    try {
      return session
          .transfers()
          .reader()
          .read(
              files,
              Options.text(given, "--from"),
              Options.given(given, "--allow-costly-kdf")
                  ? ImportLimits.STANDARD.withKdf(KdfLimits.RAISED)
                  : ImportLimits.STANDARD,
              passwords(given, session.terminal(), progress),
              keyFile);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("No format is called so; `watchword formats` lists them.");
    } finally {
      keyFile.ifPresent(BackupFile::close);
    }
  }

  private static PasswordSource passwords(ParseResult given, Terminal terminal, Progress progress) {
    Optional<String> file = Options.text(given, "--password-file");
    if (file.isPresent()) {
      return (path, format) -> Optional.of(BackupFiles.password(SharedOptions.path(file.get())));
    }
    return (path, format) -> {
      if (!terminal.canAsk()) {
        return Optional.empty();
      }
      progress.close();
      char[] typed =
          terminal.askSecret("Password of " + Neutral.line(path) + " (" + format + "): ");
      try {
        return Optional.of(BackupPassword.of(typed));
      } finally {
        Arrays.fill(typed, '\0');
      }
    };
  }

  private static ImportReport sorted(List<FileReading> readings, Optional<OpenVault> vault) {
    return vault.isPresent()
        ? SortImport.into(vault.get(), readings)
        : SortImport.withoutVault(readings);
  }

  private static void show(
      ImportReport report, Session session, boolean dryRun, boolean showSecrets) {
    Terminal terminal = session.terminal();
    if (session.json()) {
      terminal.line(ImportReportJson.write(report, showSecrets));
      return;
    }
    report.files().forEach(file -> show(file, terminal, dryRun));
  }

  private static void show(ImportReport.FileReport file, Terminal terminal, boolean dryRun) {
    String path = Neutral.line(file.path());
    if (file.error().isPresent()) {
      terminal.complainLine("watchword: " + path + ": " + file.error().get().sentence());
      return;
    }
    long added =
        file.entries().stream()
            .filter(entry -> entry.status() == ImportReport.Status.ADDED)
            .count();
    for (ImportReport.Reported entry : file.entries()) {
      String what =
          entry.status() == ImportReport.Status.DUPLICATE
              ? "duplicate"
              : dryRun ? "would add" : "added";
      terminal.line(
          what
              + "\t"
              + Neutral.line(entry.entry().label().issuer())
              + "\t"
              + Neutral.line(entry.entry().label().accountName()));
    }
    file.failures()
        .forEach(failed ->
            terminal.complainLine(
                "watchword: "
                    + path
                    + ": item "
                    + failed.position()
                    + ": "
                    + Neutral.line(failed.reason())));
    file.warnings()
        .forEach(warning -> terminal.complainLine("watchword: " + path + ": " + warning));
    terminal.complainLine(
        "%s (%s): %d %s, %d duplicates, %d failed"
            .formatted(
                path,
                file.format().orElse("unknown"),
                added,
                dryRun ? "would be added" : "added",
                file.entries().size() - added,
                file.failures().size()));
  }
}
