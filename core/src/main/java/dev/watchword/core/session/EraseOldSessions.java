package dev.watchword.core.session;

import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTallyRepository;
import java.time.Duration;

/// Erases sessions that ended by themselves, tallies of names that nobody has, and answered
/// challenges that have expired: run every minute or so, on any number of nodes. Nothing rests on
/// it: what has ended counts no longer, erased or not. Thread-safe.
public final class EraseOldSessions {

  private static final Duration NOBODYS = Duration.ofDays(1);

  private final SessionRepository sessions;
  private final PasswordTallyRepository tallies;
  private final PasskeyRepository passkeys;

  public EraseOldSessions(
      SessionRepository sessions, PasswordTallyRepository tallies, PasskeyRepository passkeys) {
    this.sessions = sessions;
    this.tallies = tallies;
    this.passkeys = passkeys;
  }

  /// @return how many of all these this call erased
  public int sweep() {
    return sessions.erase(Session.IDLE)
        + tallies.forgetNobodys(NOBODYS)
        + passkeys.eraseChallenges();
  }
}
