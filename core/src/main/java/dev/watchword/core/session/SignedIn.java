package dev.watchword.core.session;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Person;
import java.time.Instant;

/// Whose request it is: a session that counts, and its person as they are now.
///
/// @param at the store's time when that was found out
public record SignedIn(Session session, Person person, Instant at) {

  /// Who asks, for the audit log.
  ///
  /// @param source the peer's address
  /// @param requestId what ties the entry to a log line; empty where there is none
  public Origin origin(String source, String requestId) {
    return new Origin(person.id().actor(), source, requestId);
  }
}
