package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.account.SubscriberId;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.RecoveryCodes;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.throttle.Admission;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.vault.VaultLockedException;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Resynchronisation;
import dev.watchword.core.verification.Verification;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A subscriber's bound factor and recovery codes: verify, redeem, and what an operator does.
final class FactorEndpoints {

  private static final String ONE = "/api/v1/subscribers/{subscriber}";
  private static final int FEW_CODES = 3;

  private final CurrentVerifier current;
  private final Measurements measurements;

  FactorEndpoints(CurrentVerifier current, Measurements measurements) {
    this.current = current;
    this.measurements = measurements;
  }

  Stream<Route> routes() {
    Access verify = new Access.RelyingParty(TokenScope.VERIFIER_VERIFY);
    Access manage = new Access.RelyingParty(TokenScope.VERIFIER_MANAGE);
    return Stream.of(
        new Route("GET", ONE, manage, this::show),
        new Route("DELETE", ONE, manage, this::revoke),
        new Route("POST", ONE + "/verify", verify, this::verify),
        new Route("POST", ONE + "/resync", manage, this::resynchronise),
        new Route("POST", ONE + "/unlock", manage, this::unlock),
        new Route("POST", ONE + "/recovery-codes", manage, this::issue),
        new Route("POST", ONE + "/recovery-codes/redeem", verify, this::redeem));
  }

  private Verifier verifier() {
    return current.verifier().orElseThrow(VaultLockedException::new);
  }

  /// The subscriber that the path names; a name that none can have looks like one that is not
  /// enrolled.
  private static Subscriber subscriber(Exchange exchange) {
    try {
      return new Subscriber(exchange.relyingParty(), new SubscriberId(exchange.path("subscriber")));
    } catch (IllegalArgumentException noName) {
      throw notEnrolled();
    }
  }

  private static ProblemException notEnrolled() {
    return new Problem(
            404,
            "not-enrolled",
            "There is no factor",
            "The subscriber has no bound factor, or no recovery codes.")
        .asException();
  }

  private Answer verify(Exchange exchange) {
    Verifier verifier = verifier();
    Subscriber subscriber = subscriber(exchange);
    OtpAttempt attempt;
    try (JsonFields fields = exchange.json(Set.of("code", "purpose"))) {
      Purpose purpose = CodeRequests.purpose(fields);
      attempt =
          new OtpAttempt(
              subscriber,
              CodeRequests.code(fields, "code"),
              purpose,
              CodeRequests.attempt(exchange, purpose),
              exchange.origin());
    }
    Verification verification = verifier.verify().verify(attempt);
    measurements.verification("otp", outcome(verification));
    return switch (verification) {
      case Verification.Accepted(long step, boolean again) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeBooleanField("accepted", true);
            json.writeBooleanField("again", again);
            json.writeEndObject();
          });
      case Verification.Rejected rejected -> Refusal.answer(Optional.empty());
      case Verification.Replayed replayed -> Refusal.answer(Optional.empty());
      case Verification.Locked locked -> Refusal.answer(Optional.empty());
      case Verification.Throttled(var wait) -> Refusal.answer(Optional.of(wait));
      case Verification.NotEnrolled none -> throw notEnrolled();
    };
  }

  private static String outcome(Verification verification) {
    return switch (verification) {
      case Verification.Accepted accepted -> "accepted";
      case Verification.Rejected rejected -> "refused";
      case Verification.Replayed replayed -> "replayed";
      case Verification.Locked locked -> "locked";
      case Verification.Throttled throttled -> "throttled";
      case Verification.NotEnrolled none -> "not-enrolled";
    };
  }

  private static String outcome(Redemption redemption) {
    return switch (redemption) {
      case Redemption.Redeemed redeemed -> "accepted";
      case Redemption.Rejected rejected -> "refused";
      case Redemption.Replayed replayed -> "replayed";
      case Redemption.Locked locked -> "locked";
      case Redemption.Throttled throttled -> "throttled";
      case Redemption.NotIssued none -> "not-issued";
    };
  }

  private Answer redeem(Exchange exchange) {
    Verifier verifier = verifier();
    Subscriber subscriber = subscriber(exchange);
    String typed;
    try (JsonFields fields = exchange.json(Set.of("code"))) {
      typed = CodeRequests.text(fields, "code");
    }
    var attempt = CodeRequests.attempt(exchange, Purpose.LOGIN);
    Redemption redemption;
    try (RecoveryCode code = RecoveryCode.ofTyped(typed)) {
      redemption = verifier.redeem().redeem(subscriber, code, attempt, exchange.origin());
    }
    measurements.verification("recovery", outcome(redemption));
    return switch (redemption) {
      case Redemption.Redeemed(int remaining, boolean again) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeBooleanField("accepted", true);
            json.writeBooleanField("again", again);
            json.writeNumberField("remaining", remaining);
            json.writeBooleanField("fewLeft", remaining <= FEW_CODES);
            json.writeEndObject();
          });
      case Redemption.Rejected rejected -> Refusal.answer(Optional.empty());
      case Redemption.Replayed replayed -> Refusal.answer(Optional.empty());
      case Redemption.Locked locked -> Refusal.answer(Optional.empty());
      case Redemption.Throttled(var wait) -> Refusal.answer(Optional.of(wait));
      case Redemption.NotIssued none -> throw notEnrolled();
    };
  }

  private Answer issue(Exchange exchange) {
    Verifier verifier = verifier();
    Subscriber subscriber = subscriber(exchange);
    if (verifier.enrolments().active(subscriber).value().isEmpty()) {
      throw notEnrolled();
    }
    try (RecoveryCodes codes = verifier.issue().issue(subscriber, exchange.origin())) {
      byte[] body =
          Json.write(json -> {
            json.writeStartObject();
            json.writeBooleanField("inPlaceOfOthers", codes.inPlaceOfOthers());
            json.writeArrayFieldStart("codes");
            for (RecoveryCode code : codes.codes()) {
              json.writeString(code.reveal());
            }
            json.writeEndArray();
            json.writeEndObject();
          });
      return new Answer(201, Answer.JSON, body, java.util.Map.of());
    }
  }

  private Answer resynchronise(Exchange exchange) {
    Verifier verifier = verifier();
    Subscriber subscriber = subscriber(exchange);
    SubmittedCode first;
    SubmittedCode second;
    try (JsonFields fields = exchange.json(Set.of("first", "second"))) {
      first = CodeRequests.code(fields, "first");
      second = CodeRequests.code(fields, "second");
    }
    return switch (verifier
        .resynchronise()
        .resynchronise(subscriber, first, second, exchange.origin())) {
      case Resynchronisation.Resynchronised(long offset) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("offset", offset);
            json.writeEndObject();
          });
      case Resynchronisation.Refused refused -> Refusal.answer(Optional.empty());
      case Resynchronisation.NoTryLeft noTry -> Refusal.answer(Optional.empty());
      case Resynchronisation.Locked locked -> Refusal.answer(Optional.empty());
      case Resynchronisation.Throttled(var wait) -> Refusal.answer(Optional.of(wait));
      case Resynchronisation.NotEnrolled none -> throw notEnrolled();
    };
  }

  private Answer unlock(Exchange exchange) {
    if (!verifier().unlock().unlock(subscriber(exchange), exchange.origin())) {
      throw notEnrolled();
    }
    return Answer.noContent();
  }

  private Answer revoke(Exchange exchange) {
    if (!verifier().revoke().revoke(subscriber(exchange), exchange.origin())) {
      throw notEnrolled();
    }
    return Answer.noContent();
  }

  private Answer show(Exchange exchange) {
    Verifier verifier = verifier();
    Subscriber subscriber = subscriber(exchange);
    Reading<Active> factor = verifier.enrolments().active(subscriber);
    Active active = factor.value().orElseThrow(FactorEndpoints::notEnrolled);
    Reading<RecoverySet> codes = verifier.recoveries().find(subscriber);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("subscriber", subscriber.id().value());
      json.writeStringField("confirmedAt", active.confirmedAt().toString());
      json.writeObjectFieldStart("factor");
      state(json, active.attempts(), factor.at(), verifier);
      json.writeEndObject();
      json.writeObjectFieldStart("recoveryCodes");
      json.writeNumberField("remaining", codes.value().map(RecoverySet::remaining).orElse(0));
      state(
          json,
          codes.value().map(RecoverySet::attempts).orElse(Attempts.NONE),
          codes.at(),
          verifier);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static void state(JsonGenerator json, Attempts attempts, Instant now, Verifier verifier)
      throws IOException {
    json.writeNumberField("failures", attempts.failures());
    switch (attempts.admission(now, verifier.limit())) {
      case Admission.Open open -> json.writeStringField("state", "open");
      case Admission.HardStop stop -> json.writeStringField("state", "locked");
      case Admission.Wait(var wait) -> {
        json.writeStringField("state", "waiting");
        json.writeNumberField("retryAfterSeconds", wait.toSeconds());
      }
    }
  }
}
