package dev.watchword.core.session;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.ProviderAccount;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.util.Optional;

/// Somebody's own account at the OpenID provider. That they may, and proved who they are just now,
/// is the caller's to see to: see [dev.watchword.core.access.Permission#SELF_FRESH]. The session
/// has a new token after each change (SECURITY SE-04). Thread-safe.
public final class OwnProviderAccount {

  private final AskProvider asking;
  private final ProviderAccountRepository accounts;
  private final NoticeRepository notices;
  private final SessionDesk desk;
  private final Transactions transactions;
  private final AuditTrail trail;

  OwnProviderAccount(
      AskProvider asking,
      ProviderAccountRepository accounts,
      NoticeRepository notices,
      SessionDesk desk,
      Transactions transactions,
      AuditTrail trail) {
    this.asking = asking;
    this.accounts = accounts;
    this.notices = notices;
    this.desk = desk;
    this.transactions = transactions;
    this.trail = trail;
  }

  /// What came of [#link].
  public sealed interface Outcome {

    /// @param session under a new token
    record Linked(IssuedSession session) implements Outcome {}

    /// It took too long, was begun elsewhere, or the provider takes it back; nobody is told why.
    record Refused() implements Outcome {}

    /// They have one, or somebody has that one.
    record Taken() implements Outcome {}

    /// The provider does not answer.
    record Unreachable() implements Outcome {}

    /// The session was ended or renewed in the meantime; nothing was linked.
    record SessionGone() implements Outcome {}
  }

  /// Theirs, with whatever provider it was linked.
  public Optional<ProviderAccount> of(PersonId person) {
    return accounts.of(person).map(asking.keys()::open);
  }

  /// Sends the browser there.
  ///
  /// @param redirect where the provider is to send it back
  public SignInByProvider.Sent send(SignedIn who, String redirect) {
    return asking.send(ProviderErrand.LINK, Optional.of(who), redirect);
  }

  /// Links the account that the browser came back with.
  public Outcome link(SignedIn who, SignInByProvider.Brought brought, Origin origin) {
    return switch (asking.ask(brought, ProviderErrand.LINK, Optional.of(who))) {
      case IdentityProvider.Answer.Known(String subject) -> link(who, subject, origin);
      case IdentityProvider.Answer.Refused _ -> new Outcome.Refused();
      case IdentityProvider.Answer.Unreachable _ -> new Outcome.Unreachable();
    };
  }

  private Outcome link(SignedIn who, String subject, Origin origin) {
    Instant at = asking.now();
    var account = new ProviderAccount(who.person().id(), asking.provider().issuer(), subject, at);
    try {
      return transactions.inTransaction(() -> {
        var entry = trail.entry(at, origin, event(who, AuditEvent.Provider.Act.LINKED));
        if (!accounts.link(asking.keys().seal(account), entry)) {
          return new Outcome.Taken();
        }
        note(who, at, Notice.Kind.PROVIDER_LINKED, origin);
        return new Outcome.Linked(renew(who, at, origin));
      });
    } catch (GoneException e) {
      return new Outcome.SessionGone();
    }
  }

  /// Unlinks it.
  ///
  /// @return empty when they have none, or the session was ended or renewed in the meantime; then
  ///   nothing was changed
  public Optional<IssuedSession> unlink(SignedIn who, Origin origin) {
    Instant at = asking.now();
    try {
      return transactions.inTransaction(() -> {
        var entry = trail.entry(at, origin, event(who, AuditEvent.Provider.Act.UNLINKED));
        if (!accounts.unlink(who.person().id(), entry)) {
          return Optional.empty();
        }
        note(who, at, Notice.Kind.PROVIDER_UNLINKED, origin);
        return Optional.of(renew(who, at, origin));
      });
    } catch (GoneException e) {
      return Optional.empty();
    }
  }

  private static AuditEvent.Provider event(SignedIn who, AuditEvent.Provider.Act act) {
    return new AuditEvent.Provider(who.person().id().value(), act);
  }

  private void note(SignedIn who, Instant at, Notice.Kind kind, Origin origin) {
    notices.add(new Notice(who.person().id(), at, kind, origin.source(), false));
  }

  private IssuedSession renew(SignedIn who, Instant at, Origin origin) {
    return desk.renew(who, at, origin).orElseThrow(GoneException::new);
  }
}
