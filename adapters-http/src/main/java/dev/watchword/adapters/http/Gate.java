package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.AuthenticateToken;
import dev.watchword.core.access.Permission;
import dev.watchword.core.access.TokenAuthentication.Accepted;
import dev.watchword.core.access.TokenAuthentication.Locked;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.access.TokenText;
import dev.watchword.core.session.SessionState;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Decides who may come in: by the host that was called, then by token or page.
final class Gate {

  private static final int TOKEN_REQUESTS_PER_MINUTE = 600;
  private static final int PAGE_SCANS_PER_MINUTE = 20;
  private static final String SCHEME = "bearer ";

  private final ServerSettings settings;
  private final Peers peers;
  private final AllowedHosts hosts;
  private final AuthenticateToken authenticate;
  private final Optional<SessionGate> people;
  private final BooleanSupplier pages;
  private final RefusalRecord refusals;
  private final RequestBudget tokenBudget;
  private final RequestBudget relyingPartyBudget;
  private final RequestBudget pageBudget;

  /// @param people admits people; empty where the server has none of its own
  /// @param pages whether pages are admitted without a session
  Gate(
      ServerSettings settings,
      AuthenticateToken authenticate,
      Optional<SessionGate> people,
      BooleanSupplier pages,
      RefusalRecord refusals,
      InstantSource clock) {
    this.refusals = refusals;
    this.people = people;
    this.pages = pages;
    this.settings = settings;
    this.peers = settings.peers();
    this.hosts = new AllowedHosts(settings.publicHosts(), settings.tls().isPresent());
    this.authenticate = authenticate;
    this.tokenBudget = new RequestBudget(TOKEN_REQUESTS_PER_MINUTE, clock);
    this.relyingPartyBudget = new RequestBudget(settings.relyingPartyRequestsPerMinute(), clock);
    this.pageBudget = new RequestBudget(PAGE_SCANS_PER_MINUTE, clock);
  }

  /// What holds for every request, before it is looked at what it asks for.
  void checkConnection(ServerRequest request) {
    if (settings.proxyOnly() && !peers.isProxy(Peers.address(request))) {
      throw new Problem(
              403,
              "not-the-proxy",
              "Only the declared proxy is answered",
              "Call the server through its proxy.")
          .closing()
          .asException();
    }
    if (request.headers().stream().anyMatch(header -> header.name().isEmpty())) {
      throw Problem.badRequest("A header has no name.").closing().asException();
    }
    List<String> host = request.headers().all(HeaderNames.HOST, List::of);
    if (!hosts.allow(host, Peers.localPort(request))) {
      throw Problem.misdirected().closing().asException();
    }
    if (tokenInUrlOrCookie(request)) {
      refusals.misplacedToken(peers.client(request));
      throw Problem.badRequest(
              "A token goes into the Authorization header, never into a URL or a cookie; take this"
                  + " one back, it may have been logged on its way.")
          .asException();
    }
  }

  private static boolean tokenInUrlOrCookie(ServerRequest request) {
    String query = request.prologue().query().rawValue();
    return query.contains(TokenText.PREFIX)
        || query.contains("access_token=")
        || request.prologue().uriPath().rawPath().contains(TokenText.PREFIX)
        || request.headers().all(HeaderNames.COOKIE, List::of).stream()
            .anyMatch(cookie -> cookie.contains(TokenText.PREFIX));
  }

  Caller admit(ServerRequest request, Access access) {
    return switch (access) {
      case Access.Open open -> {
        SessionGate.refuseOtherSites(request);
        yield new Caller.Anonymous();
      }
      case Access.Operator operator -> {
        if (!Peers.isLocal(request) && !settings.metricsReaders().contains(peers.client(request))) {
          throw new Problem(
                  403,
                  "not-the-operator",
                  "Only the operator's machines are answered",
                  "Ask from the server's own machine, or from an address named by --metrics-from.")
              .asException();
        }
        yield new Caller.Anonymous();
      }
      case Access.RelyingParty(TokenScope scope) -> bearer(request, scope, false);
      case Access.InState(Set<SessionState> states) ->
          people.orElseThrow(() -> SessionGate.signInFirst().asException()).admit(request, states);
      case Access.Needs(Permission permission) -> admit(request, permission, false);
      case Access.NeedsOrPage(Permission permission) -> {
        if (authorization(request).isEmpty()
            && pages.getAsBoolean()
            && SameOrigin.proves(request)) {
          pageBudget.spend(network(peers.client(request)));
          yield new Caller.Page();
        }
        yield admit(request, permission, true);
      }
    };
  }

  /// Whether a caller who was let in would be let in again; counts as no request, and as no use of
  /// a session.
  boolean stillAdmits(ServerRequest request, Caller caller, Access access) {
    return switch (caller) {
      case Caller.Bearer(ApiToken token) ->
          switch (authenticate.authenticate(
              presented(request), peers.client(request).getHostAddress())) {
            case Accepted(ApiToken now) -> now.id().equals(token.id());
            case Locked(ApiToken now) -> now.id().equals(token.id());
            default -> false;
          };
      case Caller.Signed signed ->
          access instanceof Access.Needs(Permission permission)
              && people.map(gate -> gate.stillAdmits(signed, permission)).orElse(false);
      case Caller.Page page -> true;
      case Caller.Anonymous nobody -> true;
    };
  }

  private static String presented(ServerRequest request) {
    return authorization(request).getFirst().substring(SCHEME.length()).strip();
  }

  /// A token, where one is shown, counts before a cookie: no other site can have it sent along.
  ///
  /// @param keyless whether it is for something that touches no key
  private Caller admit(ServerRequest request, Permission permission, boolean keyless) {
    if (authorization(request).isEmpty() && people.isPresent()) {
      if (people.get().presented(request) || permission.scope().isEmpty()) {
        return people.get().admit(request, permission);
      }
    }
    return bearer(
        request,
        permission.scope().orElseThrow(() -> personsAlone(request).asException()),
        keyless);
  }

  private Problem personsAlone(ServerRequest request) {
    return authorization(request).isEmpty()
        ? SessionGate.signInFirst()
        : new Problem(
            403,
            "persons-alone",
            "No token allows this",
            "This is for people who are signed in, not for tokens.");
  }

  private Caller bearer(ServerRequest request, TokenScope scope, boolean keyless) {
    List<String> values = authorization(request);
    if (values.size() != 1 || !values.getFirst().regionMatches(true, 0, SCHEME, 0, 7)) {
      throw Problem.unauthenticated("Send a token as Authorization: Bearer wwt_….").asException();
    }
    String presented = values.getFirst().substring(SCHEME.length()).strip();
    String source = peers.client(request).getHostAddress();
    ApiToken token =
        switch (authenticate.authenticate(presented, source)) {
          case Accepted(ApiToken accepted) -> accepted;
          case Locked(ApiToken standing) when keyless && standing.owner().isEmpty() -> standing;
          case Locked _ -> throw Problem.locked().asException();
          default ->
              throw Problem.unauthenticated("The token is not accepted.")
                  .withHeader(
                      "WWW-Authenticate", "Bearer realm=\"watchword\", error=\"invalid_token\"")
                  .asException();
        };
    (token.relyingParty().isPresent() ? relyingPartyBudget : tokenBudget).spend(token.id());
    Caller.Bearer caller = new Caller.Bearer(token);
    if (!token.allows(scope)) {
      throw Problem.forbidden(scope.text())
          .asException()
          .denying(caller, scope.text().replace(':', '.'));
    }
    return caller;
  }

  private static List<String> authorization(ServerRequest request) {
    return request.headers().all(HeaderNames.AUTHORIZATION, List::of);
  }

  /// One caller's addresses: an IPv6 network has 2^64 of them (SECURITY TH-09).
  static Object network(InetAddress address) {
    return address instanceof Inet6Address
        ? List.of(Arrays.hashCode(Arrays.copyOf(address.getAddress(), 8)))
        : address;
  }
}
