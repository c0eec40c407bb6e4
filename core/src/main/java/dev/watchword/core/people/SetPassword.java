package dev.watchword.core.people;

import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.Origin;
import java.util.Optional;

/// Puts a new password in the place of somebody's; all of their sessions end in the same moment.
///
/// It does not ask for proof: that is the caller's (SECURITY EN-08). Thread-safe.
public final class SetPassword {

  private final PersonEdits edits;

  public SetPassword(PersonEdits edits) {
    this.edits = edits;
  }

  public PersonChange set(PersonId whom, PasswordHash fresh, Origin origin) {
    return edits.edit(
        whom,
        person -> person.withPassword(fresh),
        Act.PASSWORD_CHANGED,
        Optional.of(Notice.Kind.PASSWORD_CHANGED),
        origin);
  }
}
