package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.Permission;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.RecoveryCodes;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.OwnFactor;
import dev.watchword.core.session.OwnFactor.Confirmation;
import dev.watchword.core.session.SignedIn;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody's own second factor and its recovery codes.
final class OwnFactorEndpoints {

  private static final String FACTOR = "/api/v1/me/factor";
  private static final String CODES = "/api/v1/me/recovery-codes";
  private static final int PIXELS_PER_MODULE = 6;

  private final Entrance entrance;

  OwnFactorEndpoints(Entrance entrance) {
    this.entrance = entrance;
  }

  Stream<Route> routes() {
    Access factor = new Access.Needs(Permission.OWN_FACTOR);
    Access codes = new Access.Needs(Permission.OWN_RECOVERY);
    return Stream.of(
        new Route("GET", FACTOR, factor, this::show),
        new Route("POST", FACTOR, factor, this::begin),
        new Route("POST", FACTOR + "/confirm", factor, this::confirm),
        new Route("DELETE", FACTOR + "/pending", factor, this::cancel),
        new Route("DELETE", FACTOR, factor, this::disable),
        new Route("POST", CODES, codes, this::issue),
        new Route("POST", CODES + "/check", codes, this::check));
  }

  private Accounts accounts() {
    return entrance.accounts();
  }

  private OwnFactor own() {
    return accounts().ownFactor();
  }

  private static SignedIn who(Exchange exchange) {
    return exchange.signed().who();
  }

  private Answer show(Exchange exchange) {
    Optional<EnrolmentOffer> offer = own().show(who(exchange), exchange.origin());
    try {
      return state(exchange, offer);
    } finally {
      offer.ifPresent(EnrolmentOffer::close);
    }
  }

  private Answer state(Exchange exchange, Optional<EnrolmentOffer> offer) {
    OwnFactor.Status status = own().status(who(exchange));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField(
          "state", offer.isPresent() ? "pending" : status.active() ? "active" : "none");
      json.writeBooleanField("active", status.active());
      json.writeNumberField("recoveryCodesLeft", status.recoveryCodesLeft());
      if (offer.isPresent()) {
        json.writeObjectFieldStart("pending");
        write(json, offer.get());
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  private void write(JsonGenerator json, EnrolmentOffer offer) throws IOException {
    String uri = offer.revealUri();
    json.writeStringField("expiresAt", offer.expiresAt().toString());
    json.writeStringField("issuer", offer.label().issuer());
    json.writeStringField("account", offer.label().accountName());
    json.writeStringField("uri", uri);
    json.writeStringField("setupKey", offer.revealSetupKey());
    json.writeStringField("qrSvg", entrance.ports().renderer().svg(uri));
    json.writeFieldName("qrPng");
    json.writeBinary(entrance.ports().renderer().png(uri, PIXELS_PER_MODULE));
  }

  private Answer begin(Exchange exchange) {
    try (JsonFields fields = exchange.json(Proofs.MEMBERS);
        EnrolmentOffer offer =
            Proofs.done(
                Proofs.with(
                    fields,
                    proof ->
                        Entrance.hashing(
                            () -> own().begin(who(exchange), proof, exchange.origin()))))) {
      return state(exchange, Optional.of(offer));
    }
  }

  private Answer confirm(Exchange exchange) {
    SubmittedCode code = CodeRequests.code(exchange);
    return switch (own().confirm(who(exchange), code, exchange.origin())) {
      case Confirmation.Confirmed(IssuedSession renewed, Optional<RecoveryCodes> codes) -> {
        try {
          yield entrance.with(
              exchange,
              renewed,
              Answer.ok(json -> {
                json.writeStartObject();
                json.writeStringField("csrf", renewed.token().antiForgery());
                if (codes.isPresent()) {
                  write(json, codes.get());
                }
                json.writeEndObject();
              }));
        } finally {
          codes.ifPresent(RecoveryCodes::close);
        }
      }
      case Confirmation.Refused(int triesLeft) ->
          throw new Problem(
                  403,
                  "code-refused",
                  "The code is wrong",
                  "It is not a code of the authenticator that is being set up.")
              .with("triesLeft", triesLeft)
              .asException();
      case Confirmation.Destroyed _ -> throw expired();
      case Confirmation.Gone _ -> throw expired();
      case Confirmation.SessionGone _ -> throw SessionGate.signInFirst().asException();
    };
  }

  private static ProblemException expired() {
    return new Problem(
            410,
            "enrolment-expired",
            "Nothing is pending",
            "It was confirmed, cancelled or ended by wrong codes, or its time is over; begin"
                + " again.")
        .asException();
  }

  private static void write(JsonGenerator json, RecoveryCodes codes) throws IOException {
    json.writeArrayFieldStart("recoveryCodes");
    for (RecoveryCode code : codes.codes()) {
      json.writeString(code.reveal());
    }
    json.writeEndArray();
  }

  private Answer cancel(Exchange exchange) {
    if (!own().cancel(who(exchange), exchange.origin())) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }

  private Answer disable(Exchange exchange) {
    try (JsonFields fields = exchange.json(Proofs.MEMBERS)) {
      IssuedSession renewed =
          Proofs.done(
              Proofs.with(
                  fields,
                  proof ->
                      Entrance.hashing(
                          () -> own().disable(who(exchange), proof, exchange.origin()))));
      return entrance.with(exchange, renewed, Answer.noContent());
    }
  }

  private Answer issue(Exchange exchange) {
    try (JsonFields fields = exchange.json(Proofs.MEMBERS);
        RecoveryCodes codes =
            Proofs.done(
                Proofs.with(
                    fields,
                    proof ->
                        Entrance.hashing(() ->
                            own().newRecoveryCodes(who(exchange), proof, exchange.origin()))))) {
      byte[] body =
          Json.write(json -> {
            json.writeStartObject();
            write(json, codes);
            json.writeEndObject();
          });
      return new Answer(201, Answer.JSON, body, Map.of());
    }
  }

  private Answer check(Exchange exchange) {
    try (JsonFields fields = exchange.json(Set.of("code"));
        RecoveryCode code = RecoveryCode.ofTyped(CodeRequests.text(fields, "code"))) {
      boolean kept =
          accounts().recallRecoveryCode().isKept(who(exchange).person().id().subscriber(), code);
      if (!kept) {
        throw new Problem(
                422,
                "does-not-match",
                "That is not one of them",
                "It is not one of the codes that were just shown.")
            .asException();
      }
      return Answer.noContent();
    }
  }
}
