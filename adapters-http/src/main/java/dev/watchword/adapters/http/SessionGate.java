package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.AuthorisePerson.Decision;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.session.SessionToken;
import dev.watchword.core.session.SignedIn;
import dev.watchword.core.vault.VaultLockedException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Admits people by the session in their cookie, and nothing that another site's page sends along
/// with it (SECURITY SE-06).
final class SessionGate {

  static final String ANTI_FORGERY = "X-Watchword-CSRF";

  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final ServerSettings settings;
  private final CurrentAccounts current;

  SessionGate(ServerSettings settings, CurrentAccounts current) {
    this.settings = settings;
    this.current = current;
  }

  boolean presented(ServerRequest request) {
    return SessionCookie.of(request, settings).read(request).isPresent();
  }

  /// @throws ProblemException when there is no session, or it does not allow that
  Caller.Signed admit(ServerRequest request, Permission permission) {
    Caller.Signed caller = session(request);
    refuseForged(request, caller.token());
    Decision decision = accounts().authorise().decide(caller.who(), permission);
    if (decision == Decision.FORBIDDEN || decision == Decision.FACTOR_NEEDED) {
      throw refusal(decision, caller.who()).asException().denying(caller, permission.text());
    }
    if (decision != Decision.ALLOWED) {
      throw refusal(decision, caller.who()).asException();
    }
    return caller;
  }

  /// @throws ProblemException when there is no session in one of the states
  Caller.Signed admit(ServerRequest request, Set<SessionState> states) {
    Caller.Signed caller = session(request);
    if (!states.contains(caller.who().session().state())) {
      throw signInFirst().asException();
    }
    refuseForged(request, caller.token());
    return caller;
  }

  /// Whether somebody who was admitted would be again; does not keep the session from idling out.
  boolean stillAdmits(Caller.Signed caller, Permission permission) {
    return accounts()
        .authenticate()
        .stillCounts(caller.token())
        .filter(who -> accounts().authorise().decide(who, permission) == Decision.ALLOWED)
        .isPresent();
  }

  private Caller.Signed session(ServerRequest request) {
    SessionToken token =
        SessionCookie.of(request, settings)
            .read(request)
            .orElseThrow(() -> signInFirst().asException());
    Optional<SignedIn> who = accounts().authenticate().authenticate(token);
    return new Caller.Signed(who.orElseThrow(() -> signInFirst().asException()), token);
  }

  private Accounts accounts() {
    return current.accounts().orElseThrow(VaultLockedException::new);
  }

  static Problem signInFirst() {
    return Problem.unauthenticated("Sign in first.");
  }

  private Problem refusal(Decision decision, SignedIn who) {
    return switch (decision) {
      case ALLOWED -> throw new IllegalArgumentException("decision: it is allowed");
      case NOT_SIGNED_IN -> signInFirst();
      case FORBIDDEN ->
          new Problem(
              403, "forbidden", "This is not allowed to you", "Your role does not allow this.");
      case STEP_UP_NEEDED ->
          new Problem(
                  403,
                  "step-up-needed",
                  "Show again that it is you",
                  "Give your password, and a code where you have a second factor.")
              .with("methods", proofs(who));
      case FACTOR_NEEDED ->
          new Problem(
              403,
              "factor-needed",
              "A second factor is needed",
              "Set up multi-factor authentication first.");
    };
  }

  private List<String> proofs(SignedIn who) {
    OwnFactors factors = accounts().factors();
    PersonId person = who.person().id();
    if (!factors.has(person)) {
      return List.of("password");
    }
    return factors.passkeys(person) > 0
        ? List.of("password", "totp", "recovery", "passkey")
        : List.of("password", "totp", "recovery");
  }

  private static void refuseForged(ServerRequest request, SessionToken token) {
    if (SAFE.contains(request.prologue().method().text())) {
      return;
    }
    boolean ownToken = header(request, ANTI_FORGERY).filter(token::isAntiForgery).isPresent();
    if (!ownToken || !SameOrigin.allows(request)) {
      throw forged().asException();
    }
  }

  /// For what lets people in, where there is no session yet: a page of another site could sign its
  /// visitor in as somebody else.
  static void refuseOtherSites(ServerRequest request) {
    if (!SAFE.contains(request.prologue().method().text()) && SameOrigin.refuses(request)) {
      throw forged().asException();
    }
  }

  private static Problem forged() {
    return new Problem(
        403,
        "cross-site",
        "The request did not come from a page of this server",
        "Load the page again, then try once more.");
  }

  private static Optional<String> header(ServerRequest request, String name) {
    List<String> values = request.headers().all(HeaderNames.create(name), List::of);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
