package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.vault.BackupSeal;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword backup`: a sealed copy of the whole store, made while others go on writing and read
/// back before it gets its name (SECURITY BK-01).
///
/// Always asks for what opens the vault, also where an agent has it open.
final class BackupCommand implements Command {

  /// By name is by age.
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'watchword-'yyyyMMdd'T'HHmmss'Z.backup'")
          .withZone(ZoneOffset.UTC);

  @Override
  public CommandSpec spec() {
    return Options.command(this, "backup", "Copy the whole vault, sealed, and read the copy back.")
        .addOption(Options.flag("--verify", "Make none; read back the one that is there."))
        .addOption(
            Options.number(
                "--keep", "N", "Afterwards keep the N newest backups of the folder only."))
        .addPositional(
            Options.words(
                "FILE", "1", "The file to write, or a folder for one named by the time."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Path named = SharedOptions.path(Options.words(given).getFirst()).toAbsolutePath();
    if (Options.given(given, "--verify")) {
      try (UnlockSecret secret = UnlockSecrets.obtain(session)) {
        show(session, named, readBack(session, named, secret), List.of());
      }
      return ExitCode.DONE;
    }
    boolean folder = Files.isDirectory(named);
    long keep = Options.number(given, "--keep").orElse(Long.MAX_VALUE);
    if (keep < 1 || keep != Long.MAX_VALUE && !folder) {
      throw Failure.usage("--keep takes a number from 1 on, and a folder instead of a file.");
    }
    Path target = folder ? named.resolve(STAMP.format(session.machineClock().instant())) : named;
    VaultCheck check = make(session, target);
    show(session, target, check, folder ? thin(session, named, keep) : List.of());
    BackupAge.note(session.vaultFile(), session.machineClock().instant());
    return ExitCode.DONE;
  }

  private static VaultCheck make(Session session, Path target) {
    if (Files.exists(target)) {
      throw Failure.expected(
          "file-exists",
          "There is a file at " + Neutral.line(target.toString()) + " already; name another.");
    }
    CliServices services = session.services();
    StoreFiles files = session.storeFiles();
    Path partial = Unfinished.beside(target, "part");
    try (UnlockSecret secret = UnlockSecrets.obtain(session);
        Progress progress = new Progress(session.terminal(), "backing up")) {
      try (OpenVault vault =
          LocalHost.unlock(services, LocalHost.vaultId(session.place(), services), secret)) {
        int entries = vault.entries().size() + vault.trash().size();
        services
            .recordTransfer()
            .record(
                vault, ImportCommand.CLI, AuditEvent.Transfer.Act.BACKED_UP, "watchword", entries);
        progress.phase("copying " + entries + " entries");
        files.seal(partial, BackupSeal.of(vault, files.copyOpenTo(partial)));
      }
      progress.phase("reading it back");
      VaultCheck check = readBack(session, partial, secret);
      files.publish(partial, target);
      return check;
    } finally {
      files.remove(partial);
    }
  }

  private static VaultCheck readBack(Session session, Path backup, UnlockSecret secret) {
    try (StoreCopy copy = StoreCopy.of(session, backup)) {
      return copy.check(secret);
    }
  }

  /// Removes the oldest backups of a folder.
  private static List<Path> thin(Session session, Path folder, long keep) {
    List<Path> all = session.storeFiles().backups(folder);
    List<Path> old = all.subList(0, (int) Math.max(0, all.size() - keep));
    old.forEach(session.storeFiles()::remove);
    return old;
  }

  private static void show(Session session, Path file, VaultCheck check, List<Path> removed) {
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("file", file.toString())
              .put("entries", check.entries())
              .put("removed", removed.stream().map(Path::toString).toList())
              .endObject());
      return;
    }
    session
        .terminal()
        .line(
            Neutral.line(file.toString()) + ": " + check.entries() + " entries, read back, whole");
    removed.forEach(
        old -> session.terminal().complainLine("removed " + Neutral.line(old.toString())));
  }
}
