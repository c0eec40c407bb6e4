package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.people.Person;
import dev.watchword.core.session.SessionToken;
import dev.watchword.core.session.SignedIn;

/// Who a request came from, as far as it had to be known.
sealed interface Caller {

  /// Who it is in the audit log and nowhere else; empty for nobody.
  default String actor() {
    return switch (this) {
      case Bearer(ApiToken token) -> "token " + token.id();
      case Signed signed -> signed.person().id().actor();
      case Page page -> "page";
      case Anonymous nobody -> "";
    };
  }

  /// Nobody was asked.
  record Anonymous() implements Caller {}

  /// A page of this server, in a browser.
  record Page() implements Caller {}

  /// A program, or a person with a program, by a token.
  record Bearer(ApiToken token) implements Caller {}

  /// A person with a session, in whatever state that was admitted.
  ///
  /// @param token what the browser showed
  record Signed(SignedIn who, SessionToken token) implements Caller {

    Person person() {
      return who.person();
    }
  }
}
