package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.access.TokenScope;

/// Who may call a route.
sealed interface Access {

  /// Anybody who reaches the server: pages, health and the contract.
  record Open() implements Access {}

  /// A person whose role has the permission, with a proof as fresh as it wants; or a live token
  /// with the permission's scope, where it has one.
  record Needs(Permission permission) implements Access {}

  /// As [Needs], or a page of this very server (see [SameOrigin]) while the server knows no people;
  /// only for what stores nothing and tells nothing that the caller has not sent.
  record NeedsOrPage(Permission permission) implements Access {}

  /// A live token of a relying party that has the scope, one of the verifier's side.
  record RelyingParty(TokenScope scope) implements Access {
    public RelyingParty {
      if (!scope.ofVerifier()) {
        throw new IllegalArgumentException("scope: one of the verifier's side, got " + scope);
      }
    }
  }
}
