package dev.watchword.core.session;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.OwnFactors;

/// Decides whether somebody who is signed in may do something now: by their role, by how far they
/// came in signing in, and by how lately they proved who they are. Thread-safe.
public final class AuthorisePerson {

  private final OwnFactors factors;

  public AuthorisePerson(OwnFactors factors) {
    this.factors = factors;
  }

  /// The decision.
  public enum Decision {
    ALLOWED,
    /// The second factor was not given yet: nothing of a session is there (SECURITY EN-09).
    NOT_SIGNED_IN,
    /// Their role does not have it.
    FORBIDDEN,
    /// Password and factor are to be proved again first (AZ-08).
    STEP_UP_NEEDED,
    /// A second factor has to be set up first.
    FACTOR_NEEDED
  }

  public Decision decide(SignedIn who, Permission permission) {
    Session session = who.session();
    if (session.state() == SessionState.PASSWORD_PASSED) {
      return Decision.NOT_SIGNED_IN;
    }
    if (!permission.isOf(who.person().role())) {
      return Decision.FORBIDDEN;
    }
    if (!session.state().allows(permission)) {
      return Decision.FACTOR_NEEDED;
    }
    return switch (permission.proof()) {
      case NONE -> Decision.ALLOWED;
      case FRESH -> fresh(who);
      case FRESH_WITH_FACTOR ->
          factors.has(who.person().id()) ? fresh(who) : Decision.FACTOR_NEEDED;
    };
  }

  private static Decision fresh(SignedIn who) {
    return who.session().isFresh(who.at()) ? Decision.ALLOWED : Decision.STEP_UP_NEEDED;
  }
}
