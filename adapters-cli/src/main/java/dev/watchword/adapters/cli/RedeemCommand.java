package dev.watchword.adapters.cli;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.Redemption;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword redeem`: spends a subscriber's recovery code. Exit 0 is accepted, 1 is not.
final class RedeemCommand implements Command {

  @Override
  public CommandSpec spec() {
    return OfSubscriber.addTo(
            Options.command(
                this,
                "redeem",
                "Spend a subscriber's recovery code, from standard input or typed."))
        .addOption(
            Options.text(
                "--attempt", "NAME", "Names the attempt: the same code again is one success."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Subscriber subscriber = OfSubscriber.of(given);
    Optional<AttemptTag> attempt =
        Options.text(given, "--attempt").map(name -> AttemptTag.of(Purpose.LOGIN, name));
    OperatorVerifier verifier = OperatorVerifier.looked(session);
    char[] typed = OfSubscriber.code(session, "Recovery code: ");
    Redemption outcome;
    try (RecoveryCode code = RecoveryCode.ofTyped(new String(typed))) {
      outcome = verifier.redeem().redeem(subscriber, code, attempt, OperatorVerifier.origin());
    } finally {
      Arrays.fill(typed, '\0');
    }
    Redemption.Redeemed redeemed =
        switch (outcome) {
          case Redemption.Redeemed accepted -> accepted;
          case Redemption.Rejected rejected -> throw OperatorVerifier.notAccepted("recovery code");
          case Redemption.Replayed replayed -> throw OperatorVerifier.notAccepted("recovery code");
          case Redemption.Locked locked -> throw OperatorVerifier.notAccepted("recovery code");
          case Redemption.Throttled(var wait) ->
              throw OperatorVerifier.notAccepted("recovery code", wait.toSeconds());
          case Redemption.NotIssued none -> throw OperatorVerifier.notEnrolled();
        };
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("accepted", true)
              .put("again", redeemed.again())
              .put("remaining", redeemed.remaining())
              .endObject());
    } else {
      session.terminal().line("accepted");
      session.terminal().complainLine(redeemed.remaining() + " recovery codes are left");
    }
    return ExitCode.DONE;
  }
}
