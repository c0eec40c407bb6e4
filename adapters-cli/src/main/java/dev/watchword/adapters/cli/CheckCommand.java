package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultCheck;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword check`: opens every seal of the vault and names what does not open.
final class CheckCommand implements Command {

  private static final String ACCEPT_ROLLBACK = "--accept-rollback";

  @Override
  public CommandSpec spec() {
    return Options.command(this, "check", "Open every seal of the vault and say what is damaged.")
        .addOption(
            Options.flag(
                ACCEPT_ROLLBACK, "Take a vault that was put back to an older state, this once."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    VaultCheck check =
        Options.given(given, ACCEPT_ROLLBACK)
            ? accept(session)
            : session.ask(new Request.Check(), Reply.Checked.class).check();
    Terminal terminal = session.terminal();
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("entries", check.entries())
              .put("seals", check.sealCount())
              .put("rotationAdvised", check.rotationAdvised())
              .put("problems", check.problems())
              .endObject());
    } else {
      terminal.line(
          check.entries()
              + " entries checked, "
              + (check.problems().isEmpty() ? "all well" : check.problems().size() + " problems"));
      check.problems().forEach(problem -> terminal.complainLine("watchword: " + problem));
      if (check.rotationAdvised()) {
        terminal.complainLine(
            "watchword: the vault's key has been used often; `watchword rotate` replaces it.");
      }
    }
    return check.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /// What may have been used or revoked since counts as that, and the act is on record, or nothing
  /// is done (SECURITY CR-13, BK-04, BK-05).
  private static VaultCheck accept(Session session) {
    if (session.options().database().isPresent()) {
      throw Failure.usage("For a database, `watchword serve --accept-rollback` does it.");
    }
    try (OpenVault vault = LocalHost.openAny(session)) {
      SeenRevision seen = session.seen(vault.id()).orElseThrow();
      if (seen.allows(vault.header().version())) {
        throw Failure.expected(
            "not-rolled-back", "No newer state of this vault was seen here; nothing was done.");
      }
      VaultCheck check = vault.check();
      session
          .storeFiles()
          .forget(
              session.vaultFile(),
              services -> {
                services.verifierStores().enrolments().raiseFloor();
                services
                    .recordTransfer()
                    .record(vault, ImportCommand.CLI, Act.ROLLBACK_ACCEPTED, "", check.entries());
              })
          .orElseThrow()
          .sentences()
          .forEach(session.terminal()::complainLine);
      seen.set(vault.header().version());
      return check;
    }
  }
}
