package dev.watchword.adapters.cli;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.BeginOutcome;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.TotpParameters;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword enrol`: shows the QR code of a subscriber's pending enrolment, beginning one where
/// there is none, and confirms it by the first code.
///
/// At a terminal both in one run. A script begins with `-o json` and confirms by a second run with
/// `--confirm ID`, the code on standard input.
final class EnrolCommand implements Command {

  @Override
  public CommandSpec spec() {
    return OfSubscriber.addTo(
            Options.command(this, "enrol", "Enrol a subscriber: show the QR code, confirm it."))
        .addOption(Options.text("--issuer", "NAME", "The product, as the authenticator shows it."))
        .addOption(Options.text("--account", "NAME", "The account; else the subscriber's name."))
        .addOption(Options.text("--type", "TYPE", "totp (the default) or hotp."))
        .addOption(Options.number("--digits", "N", "6 (the default) or 8."))
        .addOption(Options.number("--period", "SECONDS", "30 (the default) or 60."))
        .addOption(Options.text("--algorithm", "NAME", "SHA1 (the default), SHA256 or SHA512."))
        .addOption(
            Options.text("--confirm", "ID", "Confirm that enrolment by a code, and end there."))
        .addOption(Options.flag("--recovery-codes", "Issue recovery codes once it is confirmed."))
        .addOption(Options.text("--cancel", "ID", "Cancel that pending enrolment."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Subscriber subscriber = OfSubscriber.of(given);
    boolean recovery = Options.given(given, "--recovery-codes");
    Optional<EnrolmentId> confirm = Options.text(given, "--confirm").map(EnrolCommand::id);
    Optional<EnrolmentId> cancel = Options.text(given, "--cancel").map(EnrolCommand::id);
    if (confirm.isPresent() || cancel.isPresent()) {
      OperatorVerifier verifier = OperatorVerifier.looked(session);
      return cancel.isPresent()
          ? cancel(verifier, subscriber, cancel.get(), session)
          : new EnrolConfirmation(session, verifier, subscriber, recovery).once(confirm.get());
    }
    EnrolmentRequest request = request(given, subscriber);
    OperatorVerifier verifier = OperatorVerifier.looked(session);
    if (!(verifier.begin().begin(request, OperatorVerifier.origin())
        instanceof BeginOutcome.Begun(EnrolmentOffer offer, boolean fresh))) {
      throw Failure.expected(
          "duplicate-secret",
          "The secret that was drawn is enrolled already; the random generator is broken.");
    }
    try (offer) {
      if (session.json()) {
        json(session, offer, fresh);
        return ExitCode.DONE;
      }
      show(session, offer);
      return session.terminal().canAsk() && session.terminal().inputIsTerminal()
          ? new EnrolConfirmation(session, verifier, subscriber, recovery).ask(offer.id())
          : ExitCode.DONE;
    }
  }

  private static EnrolmentId id(String typed) {
    try {
      return EnrolmentId.parse(typed);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("An enrolment's id is the one that `watchword enrol` printed.");
    }
  }

  private static EnrolmentRequest request(ParseResult given, Subscriber subscriber) {
    String issuer =
        Options.text(given, "--issuer")
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> Failure.usage("Say the product's name by --issuer NAME."));
    String account = Options.text(given, "--account").orElse(subscriber.id().value());
    try {
      return new EnrolmentRequest(subscriber, new Label(issuer, account), parameters(given));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "An enrolment has a type of totp or hotp, 6 or 8 digits, a period of 30 or 60 and SHA1,"
              + " SHA256 or SHA512.");
    }
  }

  private static OtpParameters parameters(ParseResult given) {
    HashAlgorithm algorithm =
        HashAlgorithm.named(Options.text(given, "--algorithm").orElse("SHA1"))
            .orElseThrow(() -> new IllegalArgumentException("algorithm"));
    Digits digits =
        new Digits((int) Math.clamp(Options.number(given, "--digits").orElse(6L), 0, 99));
    return switch (Options.text(given, "--type").orElse("totp")) {
      case "totp" ->
          new TotpParameters(
              algorithm, digits, Duration.ofSeconds(Options.number(given, "--period").orElse(30L)));
      case "hotp" -> new HotpParameters(algorithm, digits, 0);
      default -> throw new IllegalArgumentException("type");
    };
  }

  private static void json(Session session, EnrolmentOffer offer, boolean fresh) {
    session.print(
        new Json()
            .object()
            .put("id", offer.id().toString())
            .put("subscriber", offer.subscriber().id().value())
            .put("fresh", fresh)
            .put("uri", offer.revealUri())
            .put("setupKey", offer.revealSetupKey())
            .put("expiresAt", offer.expiresAt().toString())
            .endObject());
  }

  private static void show(Session session, EnrolmentOffer offer) {
    Terminal terminal = session.terminal();
    terminal.print(session.pictures().renderer().blocks(offer.revealUri(), true));
    terminal.line("");
    terminal.line("setup key  " + offer.revealSetupKey());
    terminal.line("id         " + offer.id());
    terminal.complainLine(
        "It can be confirmed until "
            + offer.expiresAt()
            + ". The picture and the key are the secret: show them to nobody else.");
    terminal.flush();
  }

  private static ExitCode cancel(
      OperatorVerifier verifier, Subscriber subscriber, EnrolmentId id, Session session) {
    if (!verifier.cancel().cancel(subscriber.relyingParty(), id, OperatorVerifier.origin())) {
      throw EnrolConfirmation.gone();
    }
    if (session.json()) {
      session.print(new Json().object().put("cancelled", id.toString()).endObject());
    } else {
      session.terminal().complainLine("cancelled");
    }
    return ExitCode.DONE;
  }
}
