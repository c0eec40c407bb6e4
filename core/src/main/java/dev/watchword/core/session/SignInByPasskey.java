package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PasskeyCeremony;
import dev.watchword.core.people.WebAuthn;
import java.util.Optional;

/// Lets people in by a passkey: in the place of password and code where the authenticator verified
/// its user, which makes it two factors (NIST SP 800-63B-4 §3.1.7), or as the second step after a
/// password. Nothing about a passkey can be guessed, so no counter slows it (TH-05). Thread-safe.
public final class SignInByPasskey {

  private final ProvePasskey proving;
  private final SessionDesk desk;

  SignInByPasskey(ProvePasskey proving, SessionDesk desk) {
    this.proving = proving;
    this.desk = desk;
  }

  /// What came of it.
  public sealed interface Outcome {

    /// The passkey held.
    ///
    /// @param session under a new token
    record Passed(IssuedSession session) implements Outcome {}

    /// It did not; nobody is told why.
    record Refused() implements Outcome {}

    /// It held, and the session was ended or renewed in the meantime.
    record SessionGone() implements Outcome {}
  }

  /// A challenge for whoever comes to sign in.
  public String challenge() {
    return proving.challenge(PasskeyCeremony.SIGN_IN, Optional.empty());
  }

  /// A challenge for somebody who gave their password, or is to prove once more who they are.
  public String challenge(SignedIn who) {
    return proving.challenge(ceremony(who), Optional.of(who));
  }

  private static PasskeyCeremony ceremony(SignedIn who) {
    return who.session().state() == SessionState.PASSWORD_PASSED
        ? PasskeyCeremony.SECOND_STEP
        : PasskeyCeremony.STEP_UP;
  }

  /// Signs in whoever's passkey it is.
  ///
  /// @param agent what the browser calls itself
  public Outcome signIn(WebAuthn.Used used, WebAuthn.Site site, String agent, Origin origin) {
    return proving
        .<Outcome>prove(
            used,
            site,
            PasskeyCeremony.SIGN_IN,
            Optional.empty(),
            true,
            origin,
            shown -> {
              Origin theirs =
                  new Origin(shown.person().id().actor(), origin.source(), origin.requestId());
              return new Outcome.Passed(
                  desk.begin(
                      shown.person(),
                      SessionState.FULL,
                      Act.SIGNED_IN_BY_PASSKEY,
                      shown.at(),
                      agent,
                      theirs));
            })
        .orElseGet(Outcome.Refused::new);
  }

  /// The second step after a password, or a proof within a session: the authenticator has to verify
  /// its user only for the latter, where no password is given.
  public Outcome prove(SignedIn who, WebAuthn.Used used, WebAuthn.Site site, Origin origin) {
    PasskeyCeremony ceremony = ceremony(who);
    boolean second = ceremony == PasskeyCeremony.SECOND_STEP;
    SessionState next = second ? SessionState.FULL : who.session().state();
    Act act = second ? Act.SIGNED_IN_BY_PASSKEY : Act.STEPPED_UP_BY_PASSKEY;
    return proving
        .<Outcome>prove(
            used,
            site,
            ceremony,
            Optional.of(who),
            !second,
            origin,
            shown ->
                desk.renew(who, next, who.session().epoch(), shown.at(), act, origin)
                    .<Outcome>map(Outcome.Passed::new)
                    .orElseGet(Outcome.SessionGone::new))
        .orElseGet(Outcome.Refused::new);
  }
}
