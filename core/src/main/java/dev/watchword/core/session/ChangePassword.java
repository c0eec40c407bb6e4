package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.people.PasswordHash;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.PersonChange.Changed;
import dev.watchword.core.people.SetPassword;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.session.Guarded.Done;
import dev.watchword.core.session.Guarded.Objection;
import dev.watchword.core.session.Guarded.SessionGone;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.util.Optional;

/// Gives somebody who is signed in another password: every other session of theirs ends in the same
/// moment, on all nodes, and this one has a new token (SECURITY SE-04, SE-05). Thread-safe.
public final class ChangePassword {

  private static final Purpose PURPOSE = new Purpose("password");

  private final ProveIdentity proving;
  private final PassphrasePolicy policy;
  private final PasswordHashing hashing;
  private final SetPassword set;
  private final SessionDesk desk;
  private final Transactions transactions;

  ChangePassword(
      ProveIdentity proving,
      PassphrasePolicy policy,
      PasswordHashing hashing,
      SetPassword set,
      SessionDesk desk,
      Transactions transactions) {
    this.proving = proving;
    this.policy = policy;
    this.hashing = hashing;
    this.set = set;
    this.desk = desk;
    this.transactions = transactions;
  }

  /// @param fresh the new password; stays the caller's to close
  public Guarded<IssuedSession> change(SignedIn who, Proof proof, Passphrase fresh, Origin origin) {
    Optional<String> objection = policy.objection(fresh);
    if (objection.isPresent()) {
      return new Objection<>(objection.get());
    }
    Guarded<Instant> proved = proving.prove(who, proof, PURPOSE, origin);
    if (!(proved instanceof Done<Instant>(var at))) {
      return proved.as();
    }
    PasswordHash hash = hashing.hash(fresh);
    return transactions.inTransaction(() -> {
      if (!(set.set(who.person().id(), hash, origin) instanceof Changed(var person))) {
        return new SessionGone<>();
      }
      int epoch = person.standing().epoch();
      return desk.renew(who, who.session().state(), epoch, at, Act.RENEWED, origin)
          .<Guarded<IssuedSession>>map(Done::new)
          .orElseGet(SessionGone::new);
    });
  }
}
