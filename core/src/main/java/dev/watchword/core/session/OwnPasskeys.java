package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCeremony;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PasskeyKeys;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.WebAuthn;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody's own passkeys. That they may, and proved who they are just now, is the caller's to see
/// to: see [dev.watchword.core.access.Permission#PASSKEYS]. The session has a new token after each
/// change (SECURITY SE-04). Thread-safe.
public final class OwnPasskeys {

  private final ProvePasskey proving;
  private final PasskeyRepository passkeys;
  private final PasskeyKeys keys;
  private final NoticeRepository notices;
  private final SessionDesk desk;
  private final AuditTrail trail;
  private final SecureRandom random;

  OwnPasskeys(
      ProvePasskey proving,
      PasskeyRepository passkeys,
      PasskeyKeys keys,
      NoticeRepository notices,
      SessionDesk desk,
      AuditTrail trail,
      SecureRandom random) {
    this.proving = proving;
    this.passkeys = passkeys;
    this.keys = keys;
    this.notices = notices;
    this.desk = desk;
    this.trail = trail;
    this.random = random;
  }

  /// Theirs, oldest first.
  public List<Passkey> list(SignedIn who) {
    return of(who.person().id());
  }

  /// A person's, oldest first.
  public List<Passkey> of(PersonId person) {
    return passkeys.of(person).stream().map(keys::open).toList();
  }

  /// A challenge for a new one.
  public String challenge(SignedIn who) {
    return proving.challenge(PasskeyCeremony.REGISTER, Optional.of(who));
  }

  /// What came of [#add].
  public sealed interface Addition {

    /// @param session under a new token
    record Added(Passkey passkey, IssuedSession session) implements Addition {}

    /// What the browser sent does not hold; nobody is told why.
    record Refused() implements Addition {}

    /// Somebody has that credential.
    record Known() implements Addition {}

    /// They have [Passkey#MOST].
    record TooMany() implements Addition {}

    /// The session was ended or renewed in the meantime; nothing was added.
    record SessionGone() implements Addition {}
  }

  /// Adds one that the browser just made.
  ///
  /// @throws IllegalArgumentException when the name is out of range
  public Addition add(
      SignedIn who, WebAuthn.Made made, String name, WebAuthn.Site site, Origin origin) {
    Instant at = passkeys.now();
    var answered =
        proving.answered(made.clientData(), PasskeyCeremony.REGISTER, Optional.of(who), at);
    if (answered.isEmpty()) {
      return new Addition.Refused();
    }
    var held = proving.webAuthn().made(made, answered.get().text(), site);
    if (held.isEmpty()) {
      return new Addition.Refused();
    }
    Passkey passkey =
        new Passkey(
            PasskeyId.random(random),
            who.person().id(),
            held.get().credential(),
            held.get().signCount(),
            name,
            at,
            Optional.empty(),
            1);
    try {
      return proving
          .transactions()
          .inTransaction(() ->
              proving.isFirst(answered.get())
                  ? added(who, passkey, origin)
                  : new Addition.Refused());
    } catch (GoneException e) {
      return new Addition.SessionGone();
    }
  }

  private Addition added(SignedIn who, Passkey passkey, Origin origin) {
    var entry =
        trail.entry(
            passkey.createdAt(), origin, event(passkey.id(), who, AuditEvent.Passkey.Act.ADDED));
    return switch (passkeys.add(keys.seal(passkey), entry)) {
      case ADDED -> {
        note(who, passkey.createdAt(), Notice.Kind.PASSKEY_ADDED, origin);
        yield new Addition.Added(passkey, renew(who, passkey.createdAt(), origin));
      }
      case KNOWN -> new Addition.Known();
      case TOO_MANY -> new Addition.TooMany();
    };
  }

  /// Removes one of theirs, and ends every other session: who removes a passkey may have lost it
  /// while it was signed in somewhere.
  ///
  /// @return empty when they have no such, or the session was ended or renewed in the meantime;
  ///   then nothing was changed
  public Optional<IssuedSession> remove(SignedIn who, PasskeyId id, Origin origin) {
    Instant at = passkeys.now();
    try {
      return proving
          .transactions()
          .inTransaction(() -> {
            var entry = trail.entry(at, origin, event(id, who, AuditEvent.Passkey.Act.REMOVED));
            if (!passkeys.remove(who.person().id(), id, entry)) {
              return Optional.empty();
            }
            note(who, at, Notice.Kind.PASSKEY_REMOVED, origin);
            desk.endOthers(who, at, origin);
            return Optional.of(renew(who, at, origin));
          });
    } catch (GoneException e) {
      return Optional.empty();
    }
  }

  private static AuditEvent.Passkey event(PasskeyId id, SignedIn who, AuditEvent.Passkey.Act act) {
    return new AuditEvent.Passkey(who.person().id().value(), Optional.of(id.value()), act);
  }

  private void note(SignedIn who, Instant at, Notice.Kind kind, Origin origin) {
    notices.add(new Notice(who.person().id(), at, kind, origin.source(), false));
  }

  private IssuedSession renew(SignedIn who, Instant at, Origin origin) {
    return desk.renew(who, at, origin).orElseThrow(GoneException::new);
  }
}
