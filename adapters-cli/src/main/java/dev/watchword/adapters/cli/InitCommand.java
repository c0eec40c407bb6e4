package dev.watchword.adapters.cli;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.Unlocker;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword init`: a new vault, its passphrase, and the recovery key that is shown once (SECURITY
/// CR-14, BK-06).
final class InitCommand implements Command {

  private static final int PROMPTS = 3;

  @Override
  public CommandSpec spec() {
    return Options.command(this, "init", "Make a new, empty vault.")
        .addOption(
            Options.flag(
                "--no-recovery-key",
                "Make no recovery key: without the passphrase all would be lost."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    String place = session.place();
    CliServices services = session.newServices();
    if (!services.repository().vaults().isEmpty()) {
      throw Failure.expected(
          "vault-exists",
          "There is a vault already at " + Neutral.line(place) + "; name another file by --vault.");
    }
    boolean withRecoveryKey = !Options.given(given, "--no-recovery-key");
    UnlockSecret fromFile = UnlockSecrets.fromFile(session);
    try (Passphrase passphrase =
            NewPassphrase.obtain(session, services.passphrasePolicy(), fromFile);
        RecoveryKey recoveryKey = RecoveryKey.random(services.random())) {
      if (withRecoveryKey && !session.json()) {
        show(session.terminal(), recoveryKey, "no vault was made.");
      }
      create(services, passphrase, withRecoveryKey ? Optional.of(recoveryKey) : Optional.empty());
      finish(session, place, withRecoveryKey ? Optional.of(recoveryKey) : Optional.empty());
      return ExitCode.DONE;
    } finally {
      if (fromFile != null) {
        fromFile.close();
      }
    }
  }

  /// Shows the key, and on a terminal has it typed back, before there is a vault that needs it.
  ///
  /// @param otherwise what is so where it was not typed back
  static void show(Terminal terminal, RecoveryKey key, String otherwise) {
    terminal.complainLine(
        "The recovery key opens the vault if the passphrase is lost. Print it or write it down; it"
            + " is not shown again:");
    terminal.complainLine("");
    terminal.flush();
    terminal.complain("    ");
    terminal.line(key.reveal());
    terminal.complainLine("");
    if (!terminal.canAsk() || !terminal.outputIsTerminal()) {
      return;
    }
    for (int tries = 1; tries <= PROMPTS; tries++) {
      if (sameKey(key, terminal.ask("Type it back, to be sure: "))) {
        return;
      }
      terminal.complainLine("watchword: That is not the key above.");
    }
    throw Failure.expected("not-confirmed", "The recovery key was not typed back; " + otherwise);
  }

  private static boolean sameKey(RecoveryKey key, String typed) {
    try (RecoveryKey back = RecoveryKey.parse(typed)) {
      return back.reveal().equals(key.reveal());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void create(
      CliServices services, Passphrase passphrase, Optional<RecoveryKey> recoveryKey) {
    try (Unlocker byPassphrase = new Unlocker.ByPassphrase(passphrase);
        OpenVault vault =
            services
                .createVault()
                .create(
                    byPassphrase,
                    KeySlot.Kind.PASSPHRASE,
                    "passphrase",
                    Argon2idParameters.STANDARD)) {
      if (recoveryKey.isPresent()) {
        try (Unlocker byKey = recoveryKey.get().toUnlocker()) {
          services
              .keySlots()
              .add(
                  vault,
                  byKey,
                  KeySlot.Kind.RECOVERY_KEY,
                  "recovery key",
                  Argon2idParameters.STANDARD);
        }
      }
    }
  }

  private static void finish(Session session, String place, Optional<RecoveryKey> recoveryKey) {
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("vault", place)
              .put("recoveryKey", recoveryKey.map(RecoveryKey::reveal))
              .endObject());
    } else {
      session.terminal().complainLine("made the vault " + Neutral.line(place));
    }
  }
}
