package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.session.SessionState;
import java.util.Set;

/// Who may call a route.
sealed interface Access {

  /// Anybody who reaches the server: pages, health and the contract; and what lets people in, which
  /// no page of another site may ask for.
  record Open() implements Access {}

  /// Whoever runs the machine: a program on it that comes without a proxy, or on an address that
  /// was named for it.
  record Operator() implements Access {}

  /// A person whose role has the permission, with a proof as fresh as it wants; or a live token
  /// with the permission's scope, where it has one.
  record Needs(Permission permission) implements Access {}

  /// As [Needs], or a page of this very server (see [SameOrigin]) while the server knows no people;
  /// only for what stores nothing and tells nothing that the caller has not sent.
  record NeedsOrPage(Permission permission) implements Access {}

  /// A person with a session in one of the states: for the steps of signing in and out.
  record InState(Set<SessionState> states) implements Access {
    public InState {
      states = Set.copyOf(states);
    }
  }

  /// A live token of a relying party that has the scope, one of the verifier's side.
  record RelyingParty(TokenScope scope) implements Access {
    public RelyingParty {
      if (!scope.ofVerifier()) {
        throw new IllegalArgumentException("scope: one of the verifier's side, got " + scope);
      }
    }
  }
}
