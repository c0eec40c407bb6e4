package dev.watchword.adapters.cli;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword verify`: checks a subscriber's code as the server would, and burns it. Exit 0 is
/// accepted, 1 is not.
final class VerifyCommand implements Command {

  @Override
  public CommandSpec spec() {
    return OfSubscriber.addTo(
            Options.command(
                this, "verify", "Verify a subscriber's code, from standard input or typed."))
        .addOption(Options.text("--purpose", "NAME", "login (the default), step-up or your own."))
        .addOption(
            Options.text(
                "--attempt", "NAME", "Names the attempt: the same code again is one success."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Subscriber subscriber = OfSubscriber.of(given);
    Purpose purpose = purpose(given);
    Optional<AttemptTag> attempt =
        Options.text(given, "--attempt").map(name -> AttemptTag.of(purpose, name));
    OperatorVerifier verifier = OperatorVerifier.looked(session);
    char[] typed = OfSubscriber.code(session, "Code: ");
    SubmittedCode code = SubmittedCode.of(new String(typed));
    Arrays.fill(typed, '\0');
    Verification outcome =
        verifier
            .verify()
            .verify(new OtpAttempt(subscriber, code, purpose, attempt, OperatorVerifier.origin()));
    boolean again =
        switch (outcome) {
          case Verification.Accepted accepted -> accepted.again();
          case Verification.Rejected rejected -> throw OperatorVerifier.notAccepted("code");
          case Verification.Replayed replayed -> throw OperatorVerifier.notAccepted("code");
          case Verification.Locked locked -> throw OperatorVerifier.notAccepted("code");
          case Verification.Throttled(var wait) ->
              throw OperatorVerifier.notAccepted("code", wait.toSeconds());
          case Verification.NotEnrolled none -> throw OperatorVerifier.notEnrolled();
        };
    if (session.json()) {
      session.print(new Json().object().put("accepted", true).put("again", again).endObject());
    } else {
      session.terminal().line("accepted");
    }
    return ExitCode.DONE;
  }

  private static Purpose purpose(ParseResult given) {
    try {
      Purpose purpose = Options.text(given, "--purpose").map(Purpose::new).orElse(Purpose.LOGIN);
      if (!purpose.equals(Purpose.CONFIRM) && !purpose.equals(Purpose.RESYNC)) {
        return purpose;
      }
    } catch (IllegalArgumentException e) {
      throw Failure.usage("A purpose has 1 to 32 of a-z and '-'.");
    }
    throw Failure.usage("The purposes confirm and resync are the verifier's own.");
  }
}
