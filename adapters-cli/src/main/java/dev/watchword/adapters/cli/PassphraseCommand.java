package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.Unlocker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword passphrase`: another passphrase; what is sealed is not touched (SECURITY CR-08).
///
/// Always asks for what opens the vault now, agent or not.
final class PassphraseCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "passphrase", "Change the vault's passphrase.")
        .addOption(
            Options.text(
                "--new-passphrase-file",
                "FILE",
                "Read the new passphrase from a file of mode 0600; else it is asked for."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    CliServices services = session.services();
    try (OpenVault vault = LocalHost.openVault(session)) {
      UnlockSecret fromFile = fromFile(Options.text(given, "--new-passphrase-file"));
      try (Passphrase fresh = NewPassphrase.obtain(session, services.passphrasePolicy(), fromFile);
          Unlocker.ByPassphrase unlocker = new Unlocker.ByPassphrase(fresh)) {
        SlotCommand.record(services, vault, Act.PASSPHRASE_CHANGED, KeySlot.Kind.PASSPHRASE);
        services.keySlots().changePassphrase(vault, unlocker, Argon2idParameters.STANDARD);
      } finally {
        if (fromFile != null) {
          fromFile.close();
        }
      }
    }
    if (session.json()) {
      session.print(new Json().object().put("changed", true).endObject());
    } else {
      session
          .terminal()
          .complainLine(
              "changed the passphrase; copies of the vault from before still open with the old"
                  + " one");
    }
    return ExitCode.DONE;
  }

  private static @Nullable UnlockSecret fromFile(Optional<String> name) {
    return name.isEmpty() ? null : UnlockSecrets.passphraseFile(name.get());
  }
}
