package dev.watchword.adapters.cli;

import dev.watchword.core.account.Subscriber;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// What the verifier's commands have in common: whom they are about, and how a code comes in.
final class OfSubscriber {

  private OfSubscriber() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Options.text("--relying-party", "NAME", "The product whose subscriber it is; needed."))
        .addPositional(
            Options.words("SUBSCRIBER", "1", "The product's own name for the subscriber."));
  }

  /// @throws Failure when the relying party is missing, or a name is none
  static Subscriber of(ParseResult given) {
    String relyingParty =
        Options.text(given, "--relying-party")
            .orElseThrow(() -> Failure.usage("Say whose subscriber by --relying-party NAME."));
    List<String> words = Options.words(given);
    try {
      return Subscriber.of(relyingParty, words.getFirst());
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "A relying party has 1 to 64 small letters, digits, '.', '-' and '_', a subscriber 1 to"
              + " 128 printable characters.");
    }
  }

  /// The code, typed without echo or the next line of standard input; the caller's to wipe. It is
  /// never an argument.
  static char[] code(Session session, String prompt) {
    Terminal terminal = session.terminal();
    return new SecretInput(terminal, !terminal.inputIsTerminal()).next(prompt);
  }
}
