package dev.watchword.adapters.cli;

import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gets a new passphrase that the policy takes (SECURITY CR-18): from a file, or asked for twice.
final class NewPassphrase {

  private static final int PROMPTS = 3;

  private NewPassphrase() {}

  /// @param file the secret from a file; null to ask
  /// @return the caller's to close
  static Passphrase obtain(Session session, PassphrasePolicy policy, @Nullable UnlockSecret file) {
    if (file != null) {
      Passphrase passphrase = passphrase(file);
      Optional<String> objection = policy.objection(passphrase);
      if (objection.isPresent()) {
        passphrase.close();
        throw Failure.expected("weak-passphrase", objection.get());
      }
      return passphrase;
    }
    Terminal terminal = session.terminal();
    if (!terminal.canAsk()) {
      throw Failure.expected(
          "no-terminal",
          "There is no terminal to ask for the new passphrase on; name a file that holds it.");
    }
    for (int tries = 1; ; tries++) {
      char[] typed = terminal.askSecret("New passphrase: ");
      char[] again = terminal.askSecret("The same again: ");
      boolean same = Arrays.equals(typed, again);
      Arrays.fill(again, '\0');
      Passphrase passphrase;
      try (UnlockSecret secret = UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, typed)) {
        passphrase = passphrase(secret);
      }
      Optional<String> objection =
          same ? policy.objection(passphrase) : Optional.of("The two were not the same.");
      if (objection.isEmpty()) {
        return passphrase;
      }
      passphrase.close();
      if (tries == PROMPTS) {
        throw Failure.expected("weak-passphrase", objection.get());
      }
      terminal.complainLine("watchword: " + objection.get());
    }
  }

  private static Passphrase passphrase(UnlockSecret secret) {
    try {
      return secret.toPassphrase();
    } catch (IllegalArgumentException e) {
      throw Failure.expected("bad-key", "A passphrase has 1 to 1,024 bytes.");
    }
  }
}
