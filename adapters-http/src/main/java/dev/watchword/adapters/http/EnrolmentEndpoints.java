package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.account.SubscriberId;
import dev.watchword.core.enrolment.BeginOutcome;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.vault.VaultLockedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Enrolling a relying party's subscribers: begin, show again, confirm, cancel.
final class EnrolmentEndpoints {

  private static final String ALL = "/api/v1/enrolments";
  private static final String ONE = ALL + "/{id}";
  private static final int PIXELS_PER_MODULE = 6;
  private static final int MAX_LABEL_BYTES = 600;
  private static final Set<String> REQUEST =
      Set.of("subscriber", "issuer", "account", "type", "algorithm", "digits", "periodSeconds");

  private final CurrentVerifier current;

  EnrolmentEndpoints(CurrentVerifier current) {
    this.current = current;
  }

  Stream<Route> routes() {
    Access enrol = new Access.RelyingParty(TokenScope.VERIFIER_ENROL);
    return Stream.of(
        new Route("POST", ALL, enrol, this::begin),
        new Route("GET", ONE, enrol, this::show),
        new Route("DELETE", ONE, enrol, this::cancel),
        new Route("POST", ONE + "/confirm", enrol, this::confirm));
  }

  private Verifier verifier() {
    return current.verifier().orElseThrow(VaultLockedException::new);
  }

  private static EnrolmentId id(Exchange exchange) {
    return new EnrolmentId(exchange.uuid("id"));
  }

  private Answer begin(Exchange exchange) {
    Verifier verifier = verifier();
    EnrolmentRequest request;
    try (JsonFields fields = exchange.json(REQUEST)) {
      request = request(exchange, fields);
    }
    return switch (verifier.begin().begin(request, exchange.origin())) {
      case BeginOutcome.Begun(EnrolmentOffer offer, boolean fresh) -> {
        try (offer) {
          Json.Body body = json -> write(json, offer, verifier);
          yield fresh ? Answer.created(ALL + "/" + offer.id(), body) : Answer.ok(body);
        }
      }
      case BeginOutcome.DuplicateSecret duplicate ->
          throw new IllegalStateException("a fresh secret was enrolled before");
    };
  }

  private static EnrolmentRequest request(Exchange exchange, JsonFields fields) {
    String issuer = required(fields, "issuer");
    String account = required(fields, "account");
    if (2 * utf8Length(issuer) + utf8Length(account) > MAX_LABEL_BYTES) {
      throw Problem.invalid(
              "account", "with the issuer counted twice, at most 600 bytes fit into a QR code")
          .asException();
    }
    try {
      return new EnrolmentRequest(
          new Subscriber(exchange.relyingParty(), new SubscriberId(required(fields, "subscriber"))),
          new Label(issuer, account),
          OtpRequests.parameters(fields));
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String required(JsonFields fields, String name) {
    return fields
        .text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> Problem.invalid(name, "a text is wanted").asException());
  }

  private Answer show(Exchange exchange) {
    Verifier verifier = verifier();
    Optional<EnrolmentOffer> shown =
        verifier.show().show(exchange.relyingParty(), id(exchange), exchange.origin());
    try (EnrolmentOffer offer = shown.orElseThrow(() -> Problem.notFound().asException())) {
      return Answer.ok(json -> write(json, offer, verifier));
    }
  }

  private static void write(JsonGenerator json, EnrolmentOffer offer, Verifier verifier)
      throws IOException {
    String uri = offer.revealUri();
    json.writeStartObject();
    json.writeStringField("id", offer.id().toString());
    json.writeStringField("subscriber", offer.subscriber().id().value());
    json.writeStringField("issuer", offer.label().issuer());
    json.writeStringField("account", offer.label().accountName());
    OtpJson.parameters(json, offer.parameters());
    json.writeStringField("expiresAt", offer.expiresAt().toString());
    json.writeStringField("uri", uri);
    json.writeStringField("setupKey", offer.revealSetupKey());
    json.writeFieldName("qrPng");
    json.writeBinary(verifier.renderer().png(uri, PIXELS_PER_MODULE));
    json.writeStringField("qrSvg", verifier.renderer().svg(uri));
    json.writeEndObject();
  }

  private Answer cancel(Exchange exchange) {
    if (!verifier().cancel().cancel(exchange.relyingParty(), id(exchange), exchange.origin())) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }

  private Answer confirm(Exchange exchange) {
    Verifier verifier = verifier();
    EnrolmentId id = id(exchange);
    SubmittedCode code = CodeRequests.code(exchange);
    return switch (verifier
        .confirm()
        .confirm(exchange.relyingParty(), id, code, exchange.origin())) {
      case ConfirmOutcome.Confirmed(Subscriber subscriber, boolean again, boolean replaced) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("subscriber", subscriber.id().value());
            json.writeBooleanField("again", again);
            json.writeBooleanField("replaced", replaced);
            json.writeEndObject();
          });
      case ConfirmOutcome.Refused(int triesLeft) ->
          throw new Problem(
                  403,
                  "wrong-code",
                  "The code is wrong",
                  "It is not a code of the authenticator that is being enrolled.")
              .with("triesLeft", triesLeft)
              .asException();
      case ConfirmOutcome.Destroyed destroyed -> throw gone();
      case ConfirmOutcome.Gone gone -> throw gone();
    };
  }

  private static ProblemException gone() {
    return new Problem(
            410,
            "enrolment-gone",
            "The enrolment is not pending",
            "It was confirmed, cancelled or ended by wrong codes, has expired, or never was; begin"
                + " a new one.")
        .asException();
  }
}
