package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.Loss;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword export`: writes the entries in use, and those in the trash where the format knows of
/// one, as a backup. Always asks for what opens the vault, also where an agent has it open.
final class ExportCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "export", "Write the accounts as another program's backup.")
        .addOption(Options.text("--to", "FORMAT", "The format to write; see `formats`."))
        .addOption(
            Options.text("--password-file", "FILE", "The new file's password, in the first line."))
        .addOption(
            Options.flag("--plain", "Write the secrets unencrypted, for whoever has the file."))
        .addOption(Options.flag("--dry-run", "Only say what the format can't hold."))
        .addOption(Options.flag("--yes", "Write even though the format can't hold everything."))
        .addPositional(Options.words("FILE", "1", "The file to write; it must not be there yet."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    String format =
        Options.text(given, "--to")
            .orElseThrow(
                () -> Failure.usage("Name the format by --to; `watchword formats` lists them."));
    Path target = SharedOptions.path(Options.words(given).getFirst());
    ExportBackup exporter = session.transfers().exporter();
    refuseUnknown(exporter, format);
    try (OpenVault vault = LocalHost.openVault(session)) {
      List<Entry> trash = exporter.keepsTrash(format) ? vault.trash() : List.of();
      List<NewEntry> entries =
          Stream.concat(vault.entries().stream(), trash.stream())
              .map(entry -> lend(vault, entry))
              .toList();
      try {
        List<Loss> losses = exporter.losses(format, entries);
        tell(losses, session.terminal());
        List<Path> written = List.of();
        if (Options.given(given, "--dry-run") && losses.isEmpty()) {
          session
              .terminal()
              .complainLine("Nothing would be lost. Accounts: %d.".formatted(entries.size()));
        }
        if (!Options.given(given, "--dry-run")) {
          if (!losses.isEmpty() && !Options.given(given, "--yes")) {
            agree(session.terminal());
          }
          written = write(given, session, vault, format, entries, target);
        }
        if (session.json()) {
          session.print(json(losses, written));
        }
        return ExitCode.DONE;
      } finally {
        entries.forEach(NewEntry::close);
      }
    }
  }

  /// Said before anybody types a passphrase, and by a dry run as well.
  private static void refuseUnknown(ExportBackup exporter, String format) {
    if (exporter.writable().stream().noneMatch(known -> known.id().equals(format))) {
      throw Failure.expected(
          "not-exported",
          "No format of that name can be written." + hint(ExportBackup.Reason.UNKNOWN_FORMAT));
    }
  }

  private static NewEntry lend(OpenVault vault, Entry entry) {
    return new NewEntry(
        entry.label(),
        vault.openKey(entry.id()),
        entry.tags(),
        entry.note(),
        entry.pinned(),
        entry.trashed(),
        vault.icon(entry.id()),
        vault.recoveryCodes(entry.id()));
  }

  private static void tell(List<Loss> losses, Terminal terminal) {
    for (Loss loss : losses) {
      terminal.complainLine(
          "watchword: %s %s: %s %s"
              .formatted(
                  Neutral.line(loss.label().issuer()),
                  Neutral.line(loss.label().accountName()),
                  loss.leftOut() ? "left out, the format can't hold" : "loses",
                  loss.what()));
    }
  }

  private static void agree(Terminal terminal) {
    if (!terminal.canAsk()
        || !terminal.ask("Write it without these? Type yes: ").strip().equalsIgnoreCase("yes")) {
      throw Failure.expected(
          "would-lose", "Nothing was written; --yes writes it without what is named above.");
    }
  }

  private static List<Path> write(
      ParseResult given,
      Session session,
      OpenVault vault,
      String format,
      List<NewEntry> entries,
      Path target) {
    Optional<BackupPassword> password = password(given, session.terminal());
    try {
      ExportBackup.Outcome outcome =
          session
              .transfers()
              .exporter()
              .export(format, entries, password, Options.given(given, "--plain"));
      return switch (outcome) {
        case ExportBackup.Outcome.Refused refused ->
            throw Failure.expected("not-exported", refused.sentence() + hint(refused.reason()));
        case ExportBackup.Outcome.Written written -> {
          try (WrittenBackup backup = written.backup()) {
            session
                .services()
                .recordTransfer()
                .record(
                    vault,
                    ImportCommand.CLI,
                    password.isPresent()
                        ? AuditEvent.Transfer.Act.EXPORTED
                        : AuditEvent.Transfer.Act.EXPORTED_PLAIN,
                    format,
                    entries.size());
            yield store(backup, target, session);
          }
        }
      };
    } finally {
      password.ifPresent(BackupPassword::close);
    }
  }

  private static String hint(ExportBackup.Reason reason) {
    return switch (reason) {
      case UNKNOWN_FORMAT -> " `watchword formats` lists those that can.";
      case PASSWORD_NEEDED -> " Use --password-file, or --plain for none where the format allows.";
      case PLAIN_ONLY -> " --plain writes it all the same.";
      case NOTHING_FITS, NOT_READ_BACK -> "";
    };
  }

  private static Optional<BackupPassword> password(ParseResult given, Terminal terminal) {
    if (Options.given(given, "--plain")) {
      return Optional.empty();
    }
    Optional<String> file = Options.text(given, "--password-file");
    if (file.isPresent()) {
      return Optional.of(BackupFiles.password(SharedOptions.path(file.get())));
    }
    if (!terminal.canAsk()) {
      return Optional.empty();
    }
    char[] first = terminal.askSecret("Password for the file: ");
    char[] again = terminal.askSecret("Once more: ");
    try {
      if (!Arrays.equals(first, again)) {
        throw Failure.expected("not-equal", "The two passwords differ; nothing was written.");
      }
      return first.length == 0 ? Optional.empty() : Optional.of(BackupPassword.of(first));
    } finally {
      Arrays.fill(first, '\0');
      Arrays.fill(again, '\0');
    }
  }

  private static Json json(List<Loss> losses, List<Path> written) {
    Json json = new Json().object();
    json.put("written", written.stream().map(Path::toString).toList()).name("losses").array();
    for (Loss loss : losses) {
      json.object()
          .put("issuer", loss.label().issuer())
          .put("account", loss.label().accountName())
          .put("leftOut", loss.leftOut())
          .put("what", loss.what())
          .endObject();
    }
    return json.endArray().endObject();
  }

  private static List<Path> store(WrittenBackup backup, Path target, Session session) {
    List<Path> files = new ArrayList<>();
    int number = 0;
    for (WrittenBackup.Part part : backup.parts()) {
      number++;
      Path file =
          backup.parts().size() == 1
              ? target
              : target.resolveSibling(target.getFileName() + "-" + number + "." + part.extension());
      NewFile.write(file, part.bytes());
      files.add(file);
      session.terminal().complainLine("Wrote " + Neutral.line(file.toString()));
      if (part.qrText().isPresent() && session.terminal().outputIsTerminal() && !session.json()) {
        session.terminal().print(session.pictures().renderer().blocks(part.qrText().get(), true));
      }
    }
    return files;
  }
}
