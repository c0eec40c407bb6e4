package dev.watchword.core.people;

import dev.watchword.core.audit.AuditEvent.Account.Act;
import dev.watchword.core.audit.Origin;
import java.security.SecureRandom;
import java.util.Optional;

/// Helps somebody who has lost their factor or forgotten their password: the factor and its
/// recovery codes are erased, every session ends, neither password nor code lets them in, and a
/// one-time invite of ten minutes lets them set a password and must be followed by a new factor
/// (SECURITY EN-09, EN-10).
///
/// Who does it sees and chooses neither. As in [ChangePerson], nobody does it to themselves.
/// Thread-safe.
public final class ResetPerson {

  private final PersonEdits edits;
  private final PeopleKeys keys;
  private final OwnFactors factors;
  private final SecureRandom random;

  public ResetPerson(PersonEdits edits, PeopleKeys keys, OwnFactors factors, SecureRandom random) {
    this.edits = edits;
    this.keys = keys;
    this.factors = factors;
    this.random = random;
  }

  /// What came of it.
  public sealed interface Outcome {

    /// @param code the caller's to show once and to close
    record Invited(Person person, InviteCode code) implements Outcome {}

    /// It was not done.
    record NotDone(PersonChange why) implements Outcome {}
  }

  public Outcome reset(Optional<Person> by, PersonId whom, Origin origin) {
    if (!ChangePerson.allowed(by, whom, Role.VIEWER)) {
      return new Outcome.NotDone(new PersonChange.NotAllowed());
    }
    InviteCode code = InviteCode.random(random);
    PersonChange change =
        edits
            .transactions()
            .inTransaction(() -> {
              PersonChange done =
                  edits.edit(
                      whom,
                      (person, at) ->
                          person.resetBy(new Invite(keys.hash(code), at.plus(Invite.FOR_RESET))),
                      Act.RESET,
                      Optional.of(Notice.Kind.FACTOR_RESET),
                      origin);
              if (done instanceof PersonChange.Changed) {
                factors.forget(whom, origin);
              }
              return done;
            });
    if (change instanceof PersonChange.Changed(var person)) {
      return new Outcome.Invited(person, code);
    }
    code.close();
    return new Outcome.NotDone(change);
  }
}
