package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// Begins, renews and ends sessions, with the audit entries that belong to it. A renewed one has a
/// new token, and the old one counts no longer (SECURITY SE-04). Thread-safe.
final class SessionDesk {

  private final SessionRepository sessions;
  private final SessionKeys keys;
  private final AuditTrail trail;
  private final SecureRandom random;

  SessionDesk(SessionRepository sessions, SessionKeys keys, AuditTrail trail, SecureRandom random) {
    this.sessions = sessions;
    this.keys = keys;
    this.trail = trail;
    this.random = random;
  }

  IssuedSession begin(Person person, SessionState state, Instant at, String agent, Origin origin) {
    Act act =
        switch (state) {
          case PASSWORD_PASSED -> Act.PASSWORD_PASSED;
          case FULL -> Act.SIGNED_IN;
          case ENROL_ONLY -> Act.SIGNED_IN_TO_ENROL;
          case RECOVERY -> Act.SIGNED_IN_BY_RECOVERY_CODE;
        };
    return begin(person, state, act, at, agent, origin);
  }

  /// @param act how they came in
  IssuedSession begin(
      Person person, SessionState state, Act act, Instant at, String agent, Origin origin) {
    SessionToken token = SessionToken.random(random);
    Session session =
        new Session(
            SessionId.random(random),
            person.id(),
            person.standing().epoch(),
            state,
            token.hash(),
            at,
            at.plus(state.lifetime()),
            state == SessionState.PASSWORD_PASSED ? Optional.empty() : Optional.of(at),
            origin.source(),
            agent);
    sessions.add(
        keys.seal(session, at), entry(person.id(), Optional.of(session.id()), act, at, origin));
    return new IssuedSession(token, session);
  }

  /// @param epoch the person's at present
  /// @param at the store's time, when it was proved
  /// @return empty when it was ended or renewed in the meantime
  Optional<IssuedSession> renew(
      SignedIn who, SessionState next, int epoch, Instant at, Act act, Origin origin) {
    return renew(who, next, epoch, at, at, act, origin);
  }

  /// Gives a session another token and leaves all else of it, its proof too, as it was.
  Optional<IssuedSession> renew(SignedIn who, Instant at, Origin origin) {
    Session session = who.session();
    Instant proved = session.provedAt().orElseThrow();
    return renew(who, session.state(), session.epoch(), proved, at, Act.RENEWED, origin);
  }

  private Optional<IssuedSession> renew(
      SignedIn who,
      SessionState next,
      int epoch,
      Instant proved,
      Instant at,
      Act act,
      Origin origin) {
    SessionToken token = SessionToken.random(random);
    Session before = who.session();
    Session renewed = before.renewed(next, epoch, token.hash(), proved);
    AuditEntry entry = entry(before.person(), Optional.of(before.id()), act, at, origin);
    return sessions.replace(before.token(), keys.seal(renewed, at), entry)
        ? Optional.of(new IssuedSession(token, renewed))
        : Optional.empty();
  }

  boolean end(PersonId person, SessionId session, Act act, Instant at, Origin origin) {
    return sessions.end(person, session, entry(person, Optional.of(session), act, at, origin));
  }

  int endOthers(SignedIn who, Instant at, Origin origin) {
    PersonId person = who.person().id();
    return sessions.endAll(
        person,
        Optional.of(who.session().id()),
        entry(person, Optional.empty(), Act.OTHERS_ENDED, at, origin));
  }

  private AuditEntry entry(
      PersonId person, Optional<SessionId> session, Act act, Instant at, Origin origin) {
    return trail.entry(
        at, origin, new AuditEvent.Session(person.value(), session.map(SessionId::value), act));
  }
}
