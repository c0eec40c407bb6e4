package dev.watchword.adapters.cli;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ImportReport;
import dev.watchword.core.interchange.ImportReportJson;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.interchange.SortImport;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.OpenVault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword import`: moves accounts in from the backups of other programs, and says what became
/// of each.
final class ImportCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "import", "Move accounts in from other authenticators' backups.")
        .addOption(
            Options.text("--from", "FORMAT", "Take the files as this format; see `formats`."))
        .addOption(
            Options.text("--password-file", "FILE", "The backup's password, in the first line."))
        .addOption(Options.text("--backup-key-file", "FILE", "The key file of a KeePass database."))
        .addOption(Options.flag("--dry-run", "Only show what would become of each item."))
        .addOption(Options.flag("--show-secrets", "Show the secrets in the JSON report."))
        .addPositional(
            Options.words(
                "FILE",
                "1..*",
                "Backups, pictures of codes, or folders of them; '-' is standard input."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    boolean dryRun = Options.given(given, "--dry-run");
    boolean showSecrets = Options.given(given, "--show-secrets") && confirmed(session);
    List<BackupFile> files = BackupFiles.read(Options.words(given), session.terminal());
    List<FileReading> readings = List.of();
    try {
      readings = read(given, session, files);
      Optional<OpenVault> vault =
          dryRun && !session.hasVault()
              ? Optional.empty()
              : Optional.of(LocalHost.openVault(session));
      try (ImportReport report = sorted(readings, vault)) {
        if (!dryRun && !report.added().isEmpty()) {
          vault.orElseThrow().add(report.added());
        }
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

  private static boolean confirmed(Session session) {
    Terminal terminal = session.terminal();
    if (!terminal.outputIsTerminal() || !terminal.canAsk()) {
      return true;
    }
    String answer = terminal.ask("Show every secret on this screen? Type yes: ");
    if (!answer.strip().equalsIgnoreCase("yes")) {
      throw Failure.expected("not-confirmed", "Nothing was shown and nothing was imported.");
    }
    return true;
  }

  private static List<FileReading> read(
      ParseResult given, Session session, List<BackupFile> files) {
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
              ImportLimits.STANDARD,
              passwords(given, session.terminal()),
              keyFile);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("No format is called so; `watchword formats` lists them.");
    } finally {
      keyFile.ifPresent(BackupFile::close);
    }
  }

  private static PasswordSource passwords(ParseResult given, Terminal terminal) {
    Optional<String> file = Options.text(given, "--password-file");
    if (file.isPresent()) {
      return (path, format) -> Optional.of(BackupFiles.password(SharedOptions.path(file.get())));
    }
    return (path, format) -> {
      if (!terminal.canAsk()) {
        return Optional.empty();
      }
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
    List<OtpKey> existing = new ArrayList<>();
    try {
      if (vault.isPresent()) {
        OpenVault open = vault.get();
        Stream.concat(open.entries().stream(), open.trash().stream())
            .map(Entry::id)
            .forEach(id -> existing.add(open.openKey(id)));
      }
      return new SortImport().sort(readings, existing);
    } finally {
      existing.forEach(OtpKey::close);
    }
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
