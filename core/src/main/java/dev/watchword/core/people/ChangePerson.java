package dev.watchword.core.people;

import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.PersonChange.NotAllowed;
import java.util.Optional;

/// Changes what somebody is and may do. A changed role, and shutting somebody out, end all of their
/// sessions in the same moment, on all nodes (SECURITY SE-05).
///
/// Who asks is given as a person, or as nobody: then it is an operator on the server's own command
/// line, who has the vault's key. That the session was proved lately (AZ-08) is the caller's to see
/// to. Thread-safe.
public final class ChangePerson {

  private final PersonEdits edits;

  public ChangePerson(PersonEdits edits) {
    this.edits = edits;
  }

  /// Gives somebody another role; nobody theirs (SECURITY AZ-05).
  public PersonChange role(Optional<Person> by, PersonId whom, Role role, Origin origin) {
    return allowed(by, whom, role)
        ? edits.edit(
            whom,
            person -> person.withRole(role),
            Act.ROLE_CHANGED,
            Optional.of(Notice.Kind.ROLE_CHANGED),
            origin)
        : new NotAllowed();
  }

  /// Shuts somebody out, or lets them in again; nobody themselves.
  public PersonChange disabled(Optional<Person> by, PersonId whom, boolean yes, Origin origin) {
    return allowed(by, whom, Role.VIEWER)
        ? edits.edit(
            whom,
            person -> person.withDisabled(yes),
            yes ? Act.DISABLED : Act.ENABLED,
            Optional.of(yes ? Notice.Kind.DISABLED : Notice.Kind.ENABLED),
            origin)
        : new NotAllowed();
  }

  /// Ends all sessions of somebody else (SE-17).
  public PersonChange signOut(Optional<Person> by, PersonId whom, Origin origin) {
    return allowed(by, whom, Role.VIEWER)
        ? edits.edit(
            whom,
            Person::signedOut,
            Act.SIGNED_OUT,
            Optional.of(Notice.Kind.SIGNED_OUT_BY_OWNER),
            origin)
        : new NotAllowed();
  }

  /// Changes how somebody is shown, and how they like the pages: theirs alone to ask for.
  public PersonChange profile(
      PersonId whom, String displayName, Preferences preferences, Origin origin) {
    return edits.edit(
        whom,
        person -> person.withProfile(displayName, preferences),
        Act.PROFILE_CHANGED,
        Optional.empty(),
        origin);
  }

  static boolean allowed(Optional<Person> by, PersonId whom, Role role) {
    return by.isEmpty() || by.get().role().mayGrant(role) && !by.get().id().equals(whom);
  }
}
