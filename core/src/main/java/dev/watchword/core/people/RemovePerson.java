package dev.watchword.core.people;

import dev.watchword.core.audit.Origin;
import java.util.Optional;

/// Erases somebody, with their factor, sessions and notices; their API tokens count no longer. As
/// in [ChangePerson], nobody does it to themselves. Thread-safe.
public final class RemovePerson {

  private final PersonEdits edits;
  private final OwnFactors factors;

  public RemovePerson(PersonEdits edits, OwnFactors factors) {
    this.edits = edits;
    this.factors = factors;
  }

  /// @return the person as they were, when it is done
  public PersonChange remove(Optional<Person> by, PersonId whom, Origin origin) {
    if (!ChangePerson.allowed(by, whom, Role.VIEWER)) {
      return new PersonChange.NotAllowed();
    }
    return edits
        .transactions()
        .inTransaction(() -> {
          PersonChange done = edits.remove(whom, origin);
          if (done instanceof PersonChange.Changed) {
            factors.forget(whom, origin);
          }
          return done;
        });
  }
}
