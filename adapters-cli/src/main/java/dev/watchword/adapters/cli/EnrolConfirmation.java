package dev.watchword.adapters.cli;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.matching.SubmittedCode;
import java.util.Arrays;
import java.util.List;

/// Confirming by codes that come in.
record EnrolConfirmation(
    Session session, OperatorVerifier verifier, Subscriber subscriber, boolean recovery) {

  ExitCode once(EnrolmentId id) {
    return switch (confirm(id, "The first code: ")) {
      case ConfirmOutcome.Confirmed confirmed -> done(confirmed);
      case ConfirmOutcome.Refused(int left) ->
          throw Failure.expected("wrong-code", "The code is wrong; " + left + " tries are left.");
      case ConfirmOutcome.Destroyed destroyed -> throw gone();
      case ConfirmOutcome.Gone none -> throw gone();
    };
  }

  /// Asks until it is confirmed or gone.
  ExitCode ask(EnrolmentId id) {
    while (true) {
      switch (confirm(id, "The first code that the authenticator shows: ")) {
        case ConfirmOutcome.Confirmed confirmed -> {
          return done(confirmed);
        }
        case ConfirmOutcome.Refused(int left) ->
            session
                .terminal()
                .complainLine("watchword: That code is wrong; " + left + " tries are left.");
        case ConfirmOutcome.Destroyed destroyed -> throw gone();
        case ConfirmOutcome.Gone none -> throw gone();
      }
    }
  }

  private ConfirmOutcome confirm(EnrolmentId id, String prompt) {
    char[] typed = OfSubscriber.code(session, prompt);
    SubmittedCode code = SubmittedCode.of(new String(typed));
    Arrays.fill(typed, '\0');
    return verifier
        .confirm()
        .confirm(subscriber.relyingParty(), id, code, OperatorVerifier.origin());
  }

  private ExitCode done(ConfirmOutcome.Confirmed confirmed) {
    List<String> codes = recovery ? codes(confirmed.subscriber()) : List.of();
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("subscriber", confirmed.subscriber().id().value())
              .put("again", confirmed.again())
              .put("replaced", confirmed.replaced())
              .put("recoveryCodes", codes)
              .endObject());
      return ExitCode.DONE;
    }
    session.terminal().complainLine("confirmed");
    codes.forEach(session.terminal()::line);
    return ExitCode.DONE;
  }

  private List<String> codes(Subscriber of) {
    try (var issued = verifier.issue().issue(of, OperatorVerifier.origin())) {
      return issued.codes().stream().map(code -> code.reveal()).toList();
    }
  }

  static Failure gone() {
    return Failure.expected(
        "enrolment-gone", "No enrolment of that id is pending; begin a new one.");
  }
}
