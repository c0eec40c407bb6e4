package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword restore-backup`: puts the store of a backup in the vault's place, without whatever
/// may have been revoked since (SECURITY BK-02, BK-04, BK-05); or into a database that is empty.
///
/// All is done on a copy, which takes the place in one step; where anything fails, the live vault
/// is as it was.
final class RestoreBackupCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(
            this, "restore-backup", "Put a backup in the vault's place, or into an empty database.")
        .addOption(
            Options.flag("--replace", "Replace the vault file without asking; it stays beside."))
        .addPositional(Options.words("FILE", "1", "A file that `watchword backup` made."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    boolean database = session.options().database().isPresent();
    Path backup = SharedOptions.path(Options.words(given).getFirst()).toAbsolutePath();
    Path vaultFile = session.vaultFile();
    if (database && Options.given(given, "--replace")) {
      throw Failure.usage(
          "--replace is for a vault file; into a database a backup goes only while that is empty.");
    }
    if (database) {
      needAnEmptyDatabase(session);
    } else if (Files.exists(vaultFile) && !Options.given(given, "--replace")) {
      agree(session, vaultFile);
    }
    StoreFiles files = session.storeFiles();
    try (StoreCopy copy = StoreCopy.of(session, backup);
        UnlockSecret secret = UnlockSecrets.obtain(session);
        Progress progress = new Progress(session.terminal(), "restoring")) {
      progress.phase("reading the backup");
      VaultCheck check = copy.check(secret);
      RepeatedEnds ends =
          database ? RepeatedEnds.unknown() : RepeatedEnds.toldBy(files, copy.path(), vaultFile);
      StoreFiles.Forgotten forgotten =
          files
              .forget(
                  copy.path(), services -> settle(session, services, secret, check.entries(), ends))
              .orElseThrow();
      Optional<Path> replaced = Optional.empty();
      if (database) {
        progress.phase("filling the database");
        files.fillOpenFrom(
            copy.path(), () -> session.services().verifierStores().enrolments().raiseFloor());
      } else {
        replaced = files.replace(vaultFile, copy.path());
      }
      progress.close();
      show(session, check, replaced, forgotten, ends);
    }
    return ExitCode.DONE;
  }

  private static void needAnEmptyDatabase(Session session) {
    if (!session.newServices().repository().vaults().isEmpty()) {
      throw Failure.expected(
          "vault-exists",
          "Nothing was restored: the database has a vault. A backup goes into an empty one.");
    }
  }

  private static void agree(Session session, Path vaultFile) {
    Terminal terminal = session.terminal();
    String question =
        "Replace the vault at %s? It stays beside the new one. Type yes: "
            .formatted(Neutral.line(vaultFile.toString()));
    if (!terminal.canAsk() || !terminal.ask(question).strip().equalsIgnoreCase("yes")) {
      throw Failure.expected(
          "vault-exists",
          "Nothing was restored: there is a vault at "
              + Neutral.line(vaultFile.toString())
              + "; --replace puts the backup in its place.");
    }
  }

  /// Codes that may have been accepted since the backup count as used, what came to its end since
  /// then is ended again, and the act is on record.
  private static void settle(
      Session session, CliServices services, UnlockSecret secret, int entries, RepeatedEnds ends) {
    services.verifierStores().enrolments().raiseFloor();
    try (OpenVault vault =
        LocalHost.unlock(services, services.repository().vaults().getFirst(), secret)) {
      services
          .recordTransfer()
          .record(
              vault,
              ImportCommand.CLI,
              AuditEvent.Transfer.Act.BACKUP_RESTORED,
              "watchword",
              entries);
      ends.repeat(services, vault);
      session.seen(vault.id()).ifPresent(seen -> seen.set(vault.header().version()));
    }
  }

  private static void show(
      Session session,
      VaultCheck check,
      Optional<Path> replaced,
      StoreFiles.Forgotten forgotten,
      RepeatedEnds ends) {
    String vault = session.place();
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("vault", vault)
              .put("entries", check.entries())
              .put("replaced", replaced.map(Path::toString))
              .put("sessions", forgotten.sessions())
              .put("tokens", forgotten.tokens())
              .put("passkeys", forgotten.passkeys())
              .put("providerAccounts", forgotten.providerAccounts())
              .put("recoverySets", forgotten.recoverySets())
              .put("links", forgotten.links())
              .put("grants", forgotten.grants())
              .put("held", forgotten.held())
              .put("endsKnown", ends.known())
              .put("endsWhole", ends.whole())
              .put("endedFactors", ends.done().factors())
              .put("endedPeople", ends.done().people())
              .put("endedReceipts", ends.done().receipts())
              .put("endedHeld", ends.done().held())
              .put("endedTeams", ends.done().teams())
              .put("endedWebhooks", ends.done().webhooks())
              .put("notEnded", ends.done().left())
              .endObject());
      return;
    }
    Terminal terminal = session.terminal();
    terminal.line("restored " + check.entries() + " entries to " + Neutral.line(vault));
    replaced.ifPresent(path ->
        terminal.complainLine(
            "The vault that was there is " + Neutral.line(path.toString()) + " now."));
    forgotten.sentences().forEach(terminal::complainLine);
    ends.sentences().forEach(terminal::complainLine);
  }
}
