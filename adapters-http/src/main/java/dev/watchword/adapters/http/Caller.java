package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;

/// Who a request came from, as far as it had to be known.
sealed interface Caller {

  /// Nobody was asked.
  record Anonymous() implements Caller {}

  /// A page of this server, in a browser.
  record Page() implements Caller {}

  /// A program, or a person with a program, by a token.
  record Bearer(ApiToken token) implements Caller {}
}
