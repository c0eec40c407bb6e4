package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.ProviderAccount;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.OwnProviderAccount;
import dev.watchword.core.session.SignInByProvider;
import dev.watchword.core.session.SignedIn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Signing in by an OpenID provider, and somebody's own account there; where the operator named
/// one.
///
/// The provider sends the browser to a page of ours, `/provider`, which brings the code here: so
/// every step comes from our own pages, with the cookies that only they send.
final class ProviderEndpoints {

  private static final String SESSION = "/api/v1/session/provider";
  private static final String MINE = "/api/v1/me/provider";
  private static final Set<String> BROUGHT = Set.of("state", "code", "issuer");

  private final Entrance entrance;
  private final SignInLimits limits;

  ProviderEndpoints(Entrance entrance, SignInLimits limits) {
    this.entrance = entrance;
    this.limits = limits;
  }

  Stream<Route> routes() {
    Access open = new Access.Open();
    Access self = new Access.Needs(Permission.SELF);
    Access fresh = new Access.Needs(Permission.SELF_FRESH);
    return Stream.of(
        new Route("POST", SESSION + "/options", open, this::signInOptions),
        new Route("POST", SESSION, open, this::signIn),
        new Route("GET", MINE, self, this::show),
        new Route("POST", MINE + "/options", fresh, this::linkOptions),
        new Route("POST", MINE, fresh, this::link),
        new Route("DELETE", MINE, fresh, this::unlink));
  }

  private SignInByProvider by() {
    return entrance.accounts().byProvider().orElseThrow(ProviderEndpoints::none);
  }

  private OwnProviderAccount own() {
    return entrance.accounts().ownProviderAccount().orElseThrow(ProviderEndpoints::none);
  }

  private static ProblemException none() {
    return new Problem(
            404,
            "no-provider",
            "There is no provider",
            "Nobody can sign in by an OpenID provider at this server.")
        .asException();
  }

  private String redirect(Exchange exchange) {
    return entrance.origin(exchange) + "/provider";
  }

  private Answer signInOptions(Exchange exchange) {
    limits.admit(exchange.source());
    return sent(exchange, by().send(redirect(exchange)));
  }

  private Answer linkOptions(Exchange exchange) {
    return sent(exchange, own().send(exchange.signed().who(), redirect(exchange)));
  }

  private Answer sent(Exchange exchange, SignInByProvider.Sent sent) {
    return entrance.withVerifier(
        exchange,
        sent.verifier(),
        Answer.ok(json -> {
          json.writeStartObject();
          json.writeStringField("location", sent.location());
          json.writeEndObject();
        }));
  }

  private SignInByProvider.Brought brought(Exchange exchange) {
    try (JsonFields fields = exchange.json(BROUGHT)) {
      return new SignInByProvider.Brought(
          entrance.verifier(exchange),
          CodeRequests.text(fields, "state"),
          CodeRequests.text(fields, "code"),
          fields.text("issuer"),
          redirect(exchange));
    }
  }

  private Answer signIn(Exchange exchange) {
    limits.admit(exchange.source());
    SignInByProvider by = by();
    return switch (by.signIn(brought(exchange), exchange.agent(), exchange.origin())) {
      case SignInByProvider.Outcome.Passed(IssuedSession issued) ->
          entrance.begun(exchange, issued);
      case SignInByProvider.Outcome.Refused _ -> {
        limits.failed(exchange.source(), "a provider");
        throw refused(401);
      }
      case SignInByProvider.Outcome.Unknown _ -> {
        limits.failed(exchange.source(), "a provider");
        throw new Problem(
                401,
                "provider-account-unknown",
                "Nobody here has that account",
                "Sign in with your password first, and link the account in Settings.")
            .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\"")
            .asException();
      }
      case SignInByProvider.Outcome.Unreachable _ -> throw unreachable();
    };
  }

  private static ProblemException refused(int status) {
    Problem problem =
        new Problem(
            status,
            "provider-refused",
            "The provider's answer is not accepted",
            "It took too long, was begun in another browser, or was used before. Begin again.");
    return (status == 401
            ? problem.withHeader("WWW-Authenticate", "Bearer realm=\"watchword\"")
            : problem)
        .asException();
  }

  private static ProblemException unreachable() {
    return new Problem(
            502,
            "provider-unreachable",
            "The provider does not answer",
            "Try again shortly, or sign in with your password.")
        .asException();
  }

  private Answer show(Exchange exchange) {
    OwnProviderAccount own = own();
    String name = by().name();
    Optional<ProviderAccount> theirs = own.of(exchange.signed().person().id());
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("name", name);
      if (theirs.isPresent()) {
        json.writeStringField("linkedAt", theirs.get().linkedAt().toString());
      }
      json.writeEndObject();
    });
  }

  private Answer link(Exchange exchange) {
    OwnProviderAccount own = own();
    SignedIn who = exchange.signed().who();
    return switch (own.link(who, brought(exchange), exchange.origin())) {
      case OwnProviderAccount.Outcome.Linked(IssuedSession renewed) -> renewed(exchange, renewed);
      case OwnProviderAccount.Outcome.Refused _ -> throw refused(422);
      case OwnProviderAccount.Outcome.Taken _ ->
          throw new Problem(
                  409,
                  "provider-account-taken",
                  "The account is linked",
                  "You have linked one, or somebody has linked that one.")
              .asException();
      case OwnProviderAccount.Outcome.Unreachable _ -> throw unreachable();
      case OwnProviderAccount.Outcome.SessionGone _ ->
          throw SessionGate.signInFirst().asException();
    };
  }

  private Answer unlink(Exchange exchange) {
    return renewed(
        exchange,
        own()
            .unlink(exchange.signed().who(), exchange.origin())
            .orElseThrow(() -> Problem.notFound().asException()));
  }

  private Answer renewed(Exchange exchange, IssuedSession issued) {
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
