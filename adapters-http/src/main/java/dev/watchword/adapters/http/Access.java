package dev.watchword.adapters.http;

import dev.watchword.core.access.TokenScope;

/// Who may call a route.
sealed interface Access {

  /// Anybody who reaches the server: pages, health and the contract.
  record Open() implements Access {}

  /// A live token that has the scope.
  record Token(TokenScope scope) implements Access {}

  /// A live token that has the scope, or a page of this very server (see [SameOrigin]); only for
  /// what stores nothing and tells nothing that the caller has not sent.
  record TokenOrPage(TokenScope scope) implements Access {}
}
