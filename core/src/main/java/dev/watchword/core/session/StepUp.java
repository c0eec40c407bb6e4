package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.session.Guarded.Done;
import dev.watchword.core.session.Guarded.SessionGone;
import java.time.Instant;

/// Has somebody prove within their session that they are the one, before something grave (SECURITY
/// AZ-08). The session has a new token afterwards. Thread-safe.
public final class StepUp {

  private final ProveIdentity proving;
  private final SessionDesk desk;

  StepUp(ProveIdentity proving, SessionDesk desk) {
    this.proving = proving;
    this.desk = desk;
  }

  public Guarded<IssuedSession> stepUp(SignedIn who, Proof proof, Origin origin) {
    Guarded<Instant> proved = proving.prove(who, proof, Purpose.STEP_UP, origin);
    if (!(proved instanceof Done<Instant>(var at))) {
      return proved.as();
    }
    Session session = who.session();
    return desk.renew(who, session.state(), session.epoch(), at, Act.STEPPED_UP, origin)
        .<Guarded<IssuedSession>>map(Done::new)
        .orElseGet(SessionGone::new);
  }
}
