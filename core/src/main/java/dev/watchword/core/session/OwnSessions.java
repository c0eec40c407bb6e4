package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Person;
import java.util.List;

/// Shows somebody their sessions, and ends them (SECURITY SE-17). Thread-safe.
public final class OwnSessions {

  private final SessionRepository sessions;
  private final SessionKeys keys;
  private final SessionDesk desk;

  OwnSessions(SessionRepository sessions, SessionKeys keys, SessionDesk desk) {
    this.sessions = sessions;
    this.keys = keys;
    this.desk = desk;
  }

  /// Those that count, newest first, the one that asks among them.
  public List<StoredSession> list(SignedIn who) {
    Person person = who.person();
    return sessions.of(person.id()).stream()
        .filter(keys::isGenuine)
        .filter(row -> row.unverified().state() != SessionState.PASSWORD_PASSED)
        .filter(row -> row.unverified().epoch() == person.standing().epoch())
        .filter(row -> row.unverified().countsAt(who.at(), row.lastSeenAt()))
        .toList();
  }

  /// Ends the session that asks.
  public boolean signOut(SignedIn who, Origin origin) {
    return end(who, who.session().id(), origin);
  }

  /// Ends one of theirs.
  ///
  /// @return false when they have no such session
  public boolean end(SignedIn who, SessionId session, Origin origin) {
    return desk.end(who.person().id(), session, Act.ENDED, who.at(), origin);
  }

  /// Ends all but the one that asks.
  ///
  /// @return how many
  public int endOthers(SignedIn who, Origin origin) {
    return desk.endOthers(who, who.at(), origin);
  }
}
