package dev.watchword.adapters.http;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmOutcome.Confirmed;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.OtpKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A subscriber of the relying party `shop`, and the device that scanned the code.
///
/// @param id the enrolment's
record Enrolled(RunningServer running, String subscriber, String id, OtpKey device) {

  private static final Origin BY = Origin.of("test");
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// One that is pending.
  static Enrolled pending(RunningServer running) {
    String name = "customer-" + COUNT.incrementAndGet();
    var request =
        new EnrolmentRequest(Subscriber.of("shop", name), new Label("Shop", "ann@example.com"));
    if (!(running.verifier.begin().begin(request, BY) instanceof Begun(var offer, var fresh))) {
      throw new IllegalStateException("not begun");
    }
    try (offer) {
      return new Enrolled(running, name, offer.id().toString(), key(offer.revealUri()));
    }
  }

  static OtpKey key(String uri) {
    try {
      return KeyUri.parse(uri).key();
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One that is bound, in a period after that of the confirming code.
  static Enrolled active(RunningServer running) {
    Enrolled enrolled = pending(running);
    var outcome =
        running
            .verifier
            .confirm()
            .confirm(
                Subscriber.of("shop", enrolled.subscriber).relyingParty(),
                dev.watchword.core.enrolment.EnrolmentId.parse(enrolled.id),
                SubmittedCode.of(enrolled.code(0)),
                BY);
    if (!(outcome instanceof Confirmed)) {
      throw new IllegalStateException("not confirmed: " + outcome);
    }
    running.verifierStore.advance(Duration.ofSeconds(30));
    return enrolled;
  }

  /// The code that the device shows so many periods from now, by the store's clock.
  String code(int periods) {
    return device.at(running.verifierStore.now().plusSeconds(30L * periods)).code();
  }

  /// A code that is none of the present ones.
  String wrong() {
    for (int i = 0; ; i++) {
      String guess = "%06d".formatted(i);
      if (!guess.equals(code(-1)) && !guess.equals(code(0)) && !guess.equals(code(1))) {
        return guess;
      }
    }
  }
}
