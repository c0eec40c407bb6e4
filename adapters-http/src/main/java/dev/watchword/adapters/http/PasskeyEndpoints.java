package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import dev.watchword.core.access.Permission;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCeremony;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.OwnPasskeys;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.session.SignInByPasskey;
import dev.watchword.core.session.SignedIn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Passkeys: signing in by one, as the second step, to prove once more who one is; and somebody's
/// own.
///
/// What a browser makes comes as flat members, each base64url without padding.
final class PasskeyEndpoints {

  private static final String SESSION = "/api/v1/session";
  private static final String MINE = "/api/v1/me/passkeys";
  private static final Set<String> USE =
      Set.of("credential", "clientData", "authenticatorData", "signature", "userHandle");

  private final Entrance entrance;
  private final SignInLimits limits;

  PasskeyEndpoints(Entrance entrance, SignInLimits limits) {
    this.entrance = entrance;
    this.limits = limits;
  }

  Stream<Route> routes() {
    Access open = new Access.Open();
    Access second = new Access.InState(Set.of(SessionState.PASSWORD_PASSED));
    Access self = new Access.Needs(Permission.SELF);
    Access change = new Access.Needs(Permission.PASSKEYS);
    return Stream.of(
        new Route("POST", SESSION + "/passkey/options", open, this::signInOptions),
        new Route("POST", SESSION + "/passkey", open, this::signIn),
        new Route("POST", SESSION + "/second-passkey/options", second, this::ownOptions),
        new Route("POST", SESSION + "/second-passkey", second, this::prove),
        new Route("POST", SESSION + "/step-up/passkey/options", self, this::ownOptions),
        new Route("POST", SESSION + "/step-up/passkey", self, this::prove),
        new Route("GET", MINE, self, this::list),
        new Route("POST", MINE + "/options", change, this::addOptions),
        new Route("POST", MINE, change, this::add),
        new Route("DELETE", MINE + "/{id}", change, this::remove));
  }

  private SignInByPasskey by() {
    return entrance.accounts().byPasskey();
  }

  private OwnPasskeys own() {
    return entrance.accounts().ownPasskeys();
  }

  private static SignedIn who(Exchange exchange) {
    return exchange.signed().who();
  }

  private Answer signInOptions(Exchange exchange) {
    limits.admit(exchange.source());
    return useOptions(exchange, by().challenge(), List.of(), "required");
  }

  private Answer ownOptions(Exchange exchange) {
    SignedIn who = who(exchange);
    boolean second = who.session().state() == SessionState.PASSWORD_PASSED;
    return useOptions(
        exchange, by().challenge(who), own().list(who), second ? "preferred" : "required");
  }

  /// @param theirs those that will do; empty for any that the browser finds
  private Answer useOptions(
      Exchange exchange, String challenge, List<Passkey> theirs, String verification) {
    String host = entrance.site(exchange).id();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("options");
      json.writeStringField("challenge", challenge);
      json.writeStringField("rpId", host);
      json.writeNumberField("timeout", PasskeyCeremony.TIME.toMillis());
      json.writeStringField("userVerification", verification);
      credentials(json, "allowCredentials", theirs);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static void credentials(JsonGenerator json, String name, List<Passkey> passkeys)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Passkey passkey : passkeys) {
      json.writeStartObject();
      json.writeStringField("type", "public-key");
      json.writeStringField("id", passkey.credential().id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static WebAuthn.Used used(JsonFields fields) {
    return new WebAuthn.Used(
        member(fields, "credential"),
        member(fields, "clientData"),
        member(fields, "authenticatorData"),
        member(fields, "signature"),
        fields.text("userHandle"));
  }

  private static String member(JsonFields fields, String name) {
    return fields
        .text(name)
        .orElseThrow(() -> Problem.invalid(name, "a text is wanted").asException());
  }

  private Answer signIn(Exchange exchange) {
    limits.admit(exchange.source());
    try (JsonFields fields = exchange.json(USE)) {
      return answer(
          exchange,
          by().signIn(used(fields), entrance.site(exchange), exchange.agent(), exchange.origin()));
    }
  }

  private Answer prove(Exchange exchange) {
    limits.admit(exchange.source());
    try (JsonFields fields = exchange.json(USE)) {
      return answer(
          exchange,
          by().prove(who(exchange), used(fields), entrance.site(exchange), exchange.origin()));
    }
  }

  private Answer answer(Exchange exchange, SignInByPasskey.Outcome outcome) {
    return switch (outcome) {
      case SignInByPasskey.Outcome.Passed(IssuedSession issued) -> entrance.begun(exchange, issued);
      case SignInByPasskey.Outcome.Refused _ -> {
        limits.failed(exchange.source(), "a passkey");
        throw new Problem(
                401,
                "passkey-refused",
                "The passkey is not accepted",
                "It is not known here, or took too long. Try again, or sign in another way.")
            .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\"")
            .asException();
      }
      case SignInByPasskey.Outcome.SessionGone _ -> throw SessionGate.signInFirst().asException();
    };
  }

  private Answer list(Exchange exchange) {
    List<Passkey> theirs = own().list(who(exchange));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("passkeys");
      for (Passkey passkey : theirs) {
        json.writeStartObject();
        write(json, passkey);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Passkey passkey) throws IOException {
    json.writeStringField("id", passkey.id().toString());
    json.writeStringField("name", passkey.name());
    json.writeBooleanField("synced", passkey.credential().backupEligible());
    json.writeStringField("createdAt", passkey.createdAt().toString());
    if (passkey.lastUsedAt().isPresent()) {
      json.writeStringField("lastUsedAt", passkey.lastUsedAt().get().toString());
    }
  }

  private Answer addOptions(Exchange exchange) {
    SignedIn who = who(exchange);
    Person person = who.person();
    String challenge = own().challenge(who);
    List<Passkey> theirs = own().list(who);
    String host = entrance.site(exchange).id();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("options");
      json.writeStringField("challenge", challenge);
      json.writeObjectFieldStart("rp");
      json.writeStringField("id", host);
      json.writeStringField("name", "Watchword");
      json.writeEndObject();
      json.writeObjectFieldStart("user");
      json.writeStringField("id", Passkey.userHandle(person.id()));
      json.writeStringField("name", person.name().value());
      json.writeStringField("displayName", person.displayName());
      json.writeEndObject();
      json.writeArrayFieldStart("pubKeyCredParams");
      for (COSEAlgorithmIdentifier algorithm : WebAuthn4j.ALGORITHMS) {
        json.writeStartObject();
        json.writeStringField("type", "public-key");
        json.writeNumberField("alg", algorithm.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("timeout", PasskeyCeremony.TIME.toMillis());
      json.writeStringField("attestation", "none");
      json.writeObjectFieldStart("authenticatorSelection");
      json.writeStringField("residentKey", "preferred");
      json.writeStringField("userVerification", "preferred");
      json.writeEndObject();
      credentials(json, "excludeCredentials", theirs);
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private Answer add(Exchange exchange) {
    OwnPasskeys.Addition addition;
    try (JsonFields fields = exchange.json(Set.of("name", "clientData", "attestationObject"))) {
      WebAuthn.Made made =
          new WebAuthn.Made(member(fields, "clientData"), member(fields, "attestationObject"));
      addition =
          own()
              .add(
                  who(exchange),
                  made,
                  member(fields, "name"),
                  entrance.site(exchange),
                  exchange.origin());
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("name", "1 to 64 characters are wanted, none of them invisible")
          .asException();
    }
    return switch (addition) {
      case OwnPasskeys.Addition.Added(Passkey passkey, IssuedSession renewed) ->
          entrance.with(
              exchange,
              renewed,
              Answer.created(
                  MINE + "/" + passkey.id(),
                  json -> {
                    json.writeStartObject();
                    write(json, passkey);
                    json.writeStringField("csrf", renewed.token().antiForgery());
                    json.writeEndObject();
                  }));
      case OwnPasskeys.Addition.Refused _ ->
          throw new Problem(
                  422,
                  "passkey-refused",
                  "The passkey is not accepted",
                  "What the browser sent does not hold, or took too long. Try again.")
              .asException();
      case OwnPasskeys.Addition.Known _ ->
          throw new Problem(409, "passkey-known", "The passkey is known", "It was added before.")
              .asException();
      case OwnPasskeys.Addition.TooMany _ ->
          throw new Problem(
                  409,
                  "too-many",
                  "There are too many passkeys",
                  "Nobody has more than %d; remove one first.".formatted(Passkey.MOST))
              .asException();
      case OwnPasskeys.Addition.SessionGone _ -> throw SessionGate.signInFirst().asException();
    };
  }

  private Answer remove(Exchange exchange) {
    PasskeyId id = new PasskeyId(exchange.uuid("id"));
    Optional<IssuedSession> renewed = own().remove(who(exchange), id, exchange.origin());
    IssuedSession issued = renewed.orElseThrow(() -> Problem.notFound().asException());
    return entrance.with(
        exchange,
        issued,
        Answer.ok(json -> {
          json.writeStartObject();
          json.writeStringField("csrf", issued.token().antiForgery());
          json.writeEndObject();
        }));
  }
}
