package dev.watchword.core.session;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Passkey.Act;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Challenges;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCeremony;
import dev.watchword.core.people.PasskeyCredential;
import dev.watchword.core.people.PasskeyKeys;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.StoredPasskey;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.transaction.Transactions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Draws challenges, and tells whether a passkey answered one: once, in time, by the person's own
/// key, with a count that grew (WebAuthn Level 3 §7.2). Thread-safe.
final class ProvePasskey {

  private final PasskeyRepository passkeys;
  private final PersonRepository persons;
  private final PasskeyKeys keys;
  private final PeopleKeys peopleKeys;
  private final OwnFactors factors;
  private final WebAuthn webAuthn;
  private final Record record;
  private final Transactions transactions;
  private final SecureRandom random;

  /// Where refusals are written.
  record Record(AuditLog log, AuditTrail trail) {}

  ProvePasskey(
      PasskeyRepository passkeys,
      PersonRepository persons,
      PasskeyKeys keys,
      PeopleKeys peopleKeys,
      OwnFactors factors,
      WebAuthn webAuthn,
      Record record,
      Transactions transactions,
      SecureRandom random) {
    this.passkeys = passkeys;
    this.persons = persons;
    this.keys = keys;
    this.peopleKeys = peopleKeys;
    this.factors = factors;
    this.webAuthn = webAuthn;
    this.record = record;
    this.transactions = transactions;
    this.random = random;
  }

  WebAuthn webAuthn() {
    return webAuthn;
  }

  Transactions transactions() {
    return transactions;
  }

  /// A challenge for somebody, or for whoever comes.
  String challenge(PasskeyCeremony ceremony, Optional<SignedIn> who) {
    Instant until = passkeys.now().plus(PasskeyCeremony.TIME);
    return keys.challenge(ceremony, session(who), until, random);
  }

  private static String session(Optional<SignedIn> who) {
    return who.map(it -> it.session().id().toString()).orElse("");
  }

  /// A challenge of ours that these client data answer, and that nobody has answered.
  ///
  /// @param text as the client data have it
  record Answered(String text, Challenges.Genuine genuine) {}

  /// @param at the store's time
  Optional<Answered> answered(
      String clientData, PasskeyCeremony ceremony, Optional<SignedIn> who, Instant at) {
    return webAuthn
        .challengeOf(clientData)
        .flatMap(text ->
            keys.genuine(text, ceremony, session(who), at).map(it -> new Answered(text, it)));
  }

  /// To be asked in the transaction of what the answer leads to.
  boolean isFirst(Answered answered) {
    return passkeys.answerOnce(answered.genuine().name(), answered.genuine().expiresAt());
  }

  /// Somebody who has shown their passkey.
  ///
  /// @param at the store's time
  record Shown(Person person, Instant at) {}

  /// Takes a passkey's answer, and does in the same transaction what it leads to.
  ///
  /// @param who whose passkey it must be; empty where that is the question
  /// @param verified whether the authenticator must have verified its user
  /// @return empty when it does not hold
  <T> Optional<T> prove(
      WebAuthn.Used used,
      WebAuthn.Site site,
      PasskeyCeremony ceremony,
      Optional<SignedIn> who,
      boolean verified,
      Origin origin,
      Function<Shown, T> then) {
    if (!PasskeyCredential.isId(used.credential())) {
      return Optional.empty();
    }
    Reading<StoredPasskey> reading = passkeys.find(used.credential());
    Optional<Answered> answered = answered(used.clientData(), ceremony, who, reading.at());
    if (answered.isEmpty() || reading.value().isEmpty()) {
      return Optional.empty();
    }
    StoredPasskey row = reading.value().get();
    Passkey passkey = keys.open(row);
    Optional<Person> person = owner(passkey, used, who);
    if (person.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong count = webAuthn.used(used, passkey, answered.get().text(), site, verified);
    if (count.isEmpty()) {
      refused(passkey, reading.at(), origin);
      return Optional.empty();
    }
    StoredPasskey next = keys.seal(passkey.used(count.getAsLong(), reading.at()));
    return transactions.inTransaction(() ->
        isFirst(answered.get()) && passkeys.used(row, next)
            ? Optional.of(then.apply(new Shown(person.get(), reading.at())))
            : Optional.empty());
  }

  /// Whose it is, where it lets them in: a passkey counts only beside a bound factor.
  private Optional<Person> owner(Passkey passkey, WebAuthn.Used used, Optional<SignedIn> who) {
    boolean theirs =
        who.map(it -> it.person().id().equals(passkey.person())).orElse(true)
            && used.userHandle().map(Passkey.userHandle(passkey.person())::equals).orElse(true);
    if (!theirs) {
      return Optional.empty();
    }
    return persons
        .find(passkey.person())
        .value()
        .map(peopleKeys::open)
        .filter(person -> person.maySignIn() && factors.has(person.id()));
  }

  private void refused(Passkey passkey, Instant at, Origin origin) {
    var event =
        new AuditEvent.Passkey(
            passkey.person().value(), Optional.of(passkey.id().value()), Act.REFUSED);
    record.log().append(record.trail().entry(at, origin, event));
  }
}
