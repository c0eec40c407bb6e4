package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.Session;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.session.SignIn.SecondStep;
import dev.watchword.core.session.SignedIn;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Signing in, proving it once more, and signing out.
final class SessionEndpoints {

  private static final String SESSION = "/api/v1/session";
  private static final int LONGEST_NAME = 256;

  /// What a browser is to forget on signing out; `executionContexts` would reload pages under way.
  private static final String FORGET = "\"cache\", \"cookies\", \"storage\"";

  private final Entrance entrance;
  private final SignInLimits limits;

  SessionEndpoints(Entrance entrance, SignInLimits limits) {
    this.entrance = entrance;
    this.limits = limits;
  }

  Stream<Route> routes() {
    Access any = new Access.InState(EnumSet.allOf(SessionState.class));
    Access second = new Access.InState(Set.of(SessionState.PASSWORD_PASSED));
    Access self = new Access.Needs(Permission.SELF);
    return Stream.of(
        new Route("POST", SESSION, new Access.Open(), this::password),
        new Route("GET", SESSION, any, this::show),
        new Route("DELETE", SESSION, any, this::signOut),
        new Route("POST", SESSION + "/code", second, this::code),
        new Route("POST", SESSION + "/recovery", second, this::recoveryCode),
        new Route("POST", SESSION + "/step-up", self, this::stepUp));
  }

  private Answer password(Exchange exchange) {
    limits.admit(exchange.source());
    Accounts accounts = entrance.accounts();
    String name;
    FirstStep step;
    try (JsonFields fields = exchange.json(Set.of("name", "password"));
        Passphrase password = Proofs.password(fields, "password")) {
      name =
          fields
              .text("name")
              .filter(text -> text.length() <= LONGEST_NAME)
              .orElseThrow(() -> Problem.invalid("name", "a text is wanted").asException());
      step =
          Entrance.hashing(() ->
              accounts
                  .signIn()
                  .password(personName(name), password, exchange.agent(), exchange.origin()));
    }
    return switch (step) {
      case FirstStep.Passed(IssuedSession session) -> entrance.begun(exchange, session);
      case FirstStep.Refused _ -> throw refused(exchange, name, Optional.empty());
      case FirstStep.Throttled(var wait) -> throw refused(exchange, name, Optional.of(wait));
    };
  }

  /// A name that nobody can have is treated like one that nobody has, the same work included
  /// (SECURITY SE-15).
  private static PersonName personName(String text) {
    try {
      return new PersonName(text);
    } catch (IllegalArgumentException e) {
      return new PersonName("nobody can have this name " + Integer.toHexString(text.hashCode()));
    }
  }

  private ProblemException refused(
      Exchange exchange, String name, Optional<java.time.Duration> wait) {
    limits.failed(exchange.source(), name);
    return Proofs.refused(
        new Problem(
                401,
                "sign-in-refused",
                "Signing in was refused",
                "The name or the password is not accepted.")
            .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\""),
        wait);
  }

  private Answer code(Exchange exchange) {
    limits.admit(exchange.source());
    SubmittedCode code = CodeRequests.code(exchange);
    SignedIn who = exchange.signed().who();
    return second(exchange, entrance.accounts().signIn().code(who, code, exchange.origin()));
  }

  private Answer recoveryCode(Exchange exchange) {
    limits.admit(exchange.source());
    SignedIn who = exchange.signed().who();
    try (JsonFields fields = exchange.json(Set.of("code"));
        RecoveryCode code = RecoveryCode.ofTyped(CodeRequests.text(fields, "code"))) {
      return second(
          exchange, entrance.accounts().signIn().recoveryCode(who, code, exchange.origin()));
    }
  }

  private Answer second(Exchange exchange, SecondStep step) {
    return switch (step) {
      case SecondStep.Passed(IssuedSession session) -> entrance.begun(exchange, session);
      case SecondStep.Refused(var wait, boolean ended) -> {
        limits.failed(exchange.source(), exchange.signed().person().name().folded());
        throw Proofs.refused(
            new Problem(
                    401,
                    "code-refused",
                    "The code is not accepted",
                    ended
                        ? "Too many codes were wrong: begin with your password again, later."
                        : "The code is not accepted.")
                .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\""),
            wait);
      }
      case SecondStep.SessionGone _ -> throw SessionGate.signInFirst().asException();
    };
  }

  private Answer show(Exchange exchange) {
    Caller.Signed caller = exchange.signed();
    SignedIn who = caller.who();
    Session session = who.session();
    Person person = who.person();
    Accounts accounts = entrance.accounts();
    return Answer.ok(json -> {
      json.writeStartObject();
      entrance.state(json, session);
      json.writeStringField("csrf", caller.token().antiForgery());
      json.writeStringField("serverTime", who.at().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeNumberField("idleSeconds", Session.IDLE.toSeconds());
      json.writeStringField("expiresAt", session.expiresAt().toString());
      if (session.state() != SessionState.PASSWORD_PASSED) {
        if (session.provedAt().isPresent()) {
          json.writeStringField("provedAt", session.provedAt().get().toString());
        }
        json.writeBooleanField("factor", accounts.factors().has(person.id()));
        json.writeFieldName("person");
        PersonJson.write(json, person, accounts);
        json.writeArrayFieldStart("permissions");
        for (Permission permission : Permission.values()) {
          if (permission.isOf(person.role()) && session.state().allows(permission)) {
            json.writeString(permission.name());
          }
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    });
  }

  private Answer signOut(Exchange exchange) {
    entrance.accounts().ownSessions().signOut(exchange.signed().who(), exchange.origin());
    return entrance.without(exchange, Answer.noContent()).with("Clear-Site-Data", FORGET);
  }

  private Answer stepUp(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    try (JsonFields fields = exchange.json(Proofs.MEMBERS)) {
      IssuedSession renewed =
          Proofs.done(
              Proofs.with(
                  fields,
                  proof ->
                      Entrance.hashing(() ->
                          accounts
                              .stepUp()
                              .stepUp(exchange.signed().who(), proof, exchange.origin()))));
      return entrance.with(
          exchange,
          renewed,
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField(
                "provedAt", renewed.session().provedAt().orElseThrow().toString());
            json.writeStringField("csrf", renewed.token().antiForgery());
            json.writeEndObject();
          }));
    }
  }
}
