package dev.watchword.core.session;

import dev.watchword.core.people.PasswordTallyRepository;
import java.time.Duration;

/// Erases sessions that ended by themselves, and tallies of names that nobody has: run every minute
/// or so, on any number of nodes. Nothing rests on it: what has ended counts no longer, erased or
/// not. Thread-safe.
public final class EraseOldSessions {

  private static final Duration NOBODYS = Duration.ofDays(1);

  private final SessionRepository sessions;
  private final PasswordTallyRepository tallies;

  public EraseOldSessions(SessionRepository sessions, PasswordTallyRepository tallies) {
    this.sessions = sessions;
    this.tallies = tallies;
  }

  /// @return how many of both this call erased
  public int sweep() {
    return sessions.erase(Session.IDLE) + tallies.forgetNobodys(NOBODYS);
  }
}
