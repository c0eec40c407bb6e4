package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.people.Role;
import java.util.UUID;

/// Who a request came from, as far as it had to be known.
sealed interface Caller {

  /// Nobody was asked.
  record Anonymous() implements Caller {}

  /// A page of this server, in a browser.
  record Page() implements Caller {}

  /// A program, or a person with a program, by a token.
  record Bearer(ApiToken token) implements Caller {}

  /// A person who is signed in.
  ///
  /// @param person whose session it is
  /// @param role what the person is at this request
  /// @param session the session's id, which lets nobody in
  record Signed(UUID person, Role role, UUID session) implements Caller {}
}
