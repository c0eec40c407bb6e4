package dev.watchword.core.session;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.BeginOutcome;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.Enrolment;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.enrolment.ShowEnrolment;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.Person;
import dev.watchword.core.recovery.IssueRecoveryCodes;
import dev.watchword.core.recovery.RecoveryCodes;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.session.Guarded.Done;
import dev.watchword.core.session.Guarded.NoFactor;
import dev.watchword.core.session.Guarded.Objection;
import dev.watchword.core.session.Guarded.SessionGone;
import dev.watchword.core.transaction.Transactions;
import java.time.Instant;
import java.util.Optional;

/// What somebody who is signed in does with their own second factor, at this server's own verifier.
///
/// Starting to set one up asks for the password, and for the present factor where there is one;
/// replacing, removing, and new recovery codes ask for both (SECURITY EN-01, EN-08). A session that
/// a recovery code opened has given that in the factor's place. A change of factor ends the other
/// sessions, and gives this one a new token (SE-04). Thread-safe.
public final class OwnFactor {

  private static final Purpose PURPOSE = new Purpose("factor");

  private final ProveIdentity proving;
  private final Steps steps;
  private final OwnFactors factors;
  private final NoticeRepository notices;
  private final SessionDesk desk;
  private final Transactions transactions;
  private final String issuer;

  /// The verifier's own use cases.
  record Steps(
      BeginEnrolment begin,
      ShowEnrolment show,
      ConfirmEnrolment confirm,
      IssueRecoveryCodes issue,
      RecoveryRepository recoveries) {}

  /// @param issuer what authenticators show beside the person's name
  OwnFactor(
      ProveIdentity proving,
      Steps steps,
      OwnFactors factors,
      NoticeRepository notices,
      SessionDesk desk,
      Transactions transactions,
      String issuer) {
    this.proving = proving;
    this.steps = steps;
    this.factors = factors;
    this.notices = notices;
    this.desk = desk;
    this.transactions = transactions;
    this.issuer = issuer;
  }

  /// How things stand.
  ///
  /// @param active whether one is bound
  /// @param recoveryCodesLeft unused ones
  public record Status(boolean active, boolean pending, int recoveryCodesLeft) {}

  public Status status(SignedIn who) {
    return new Status(
        factors.has(who.person().id()),
        factors.pending(who.person().id()).isPresent(),
        steps.recoveries.find(subscriber(who)).value().map(set -> set.remaining()).orElse(0));
  }

  /// Begins to set one up, or shows again what is pending (EN-02).
  ///
  /// @return an offer that is the caller's to close
  public Guarded<EnrolmentOffer> begin(SignedIn who, Proof proof, Origin origin) {
    Guarded<Instant> proved = proving.prove(who, proof, PURPOSE, origin);
    if (!(proved instanceof Done<Instant>)) {
      return proved.as();
    }
    Label label = new Label(issuer, who.person().name().value());
    return switch (steps.begin.begin(new EnrolmentRequest(subscriber(who), label), origin)) {
      case BeginOutcome.Begun(var offer, var fresh) -> new Done<>(offer);
      case BeginOutcome.DuplicateSecret _ ->
          new Objection<>("The secret that was drawn is in use; the random source is broken.");
    };
  }

  /// What is pending, byte for byte as it was shown before (EN-02).
  ///
  /// @return the caller's to close; empty when nothing is
  public Optional<EnrolmentOffer> show(SignedIn who, Origin origin) {
    return factors
        .pending(who.person().id())
        .flatMap(pending -> steps.show.show(RelyingPartyId.OWN, pending.id(), origin));
  }

  /// What came of [#confirm].
  public sealed interface Confirmation {

    /// The factor is bound.
    ///
    /// @param session full, and under a new token
    /// @param codes to be shown once and closed, where there were none; empty where there were, and
    ///   where this is the same confirmation once more
    record Confirmed(IssuedSession session, Optional<RecoveryCodes> codes)
        implements Confirmation {}

    /// The code is wrong.
    ///
    /// @param triesLeft at least 1
    record Refused(int triesLeft) implements Confirmation {}

    /// The code is wrong once too often; a new one is to be begun.
    record Destroyed() implements Confirmation {}

    /// Nothing is pending: it was confirmed, cancelled, has expired, or never was.
    record Gone() implements Confirmation {}

    /// The session was ended or renewed in the meantime; a factor that was confirmed is bound.
    record SessionGone() implements Confirmation {}
  }

  /// Binds what is pending by its first code.
  public Confirmation confirm(SignedIn who, SubmittedCode code, Origin origin) {
    Optional<? extends Enrolment> one = factors.pending(who.person().id());
    if (one.isEmpty()) {
      one = factors.active(who.person().id()).value();
    }
    if (one.isEmpty()) {
      return new Confirmation.Gone();
    }
    var id = one.get().id();
    return transactions.inTransaction(() ->
        switch (steps.confirm.confirm(RelyingPartyId.OWN, id, code, origin)) {
          case ConfirmOutcome.Confirmed(var subscriber, boolean again, boolean replaced) ->
              bound(who, again, replaced, origin);
          case ConfirmOutcome.Refused(int triesLeft) -> new Confirmation.Refused(triesLeft);
          case ConfirmOutcome.Destroyed _ -> new Confirmation.Destroyed();
          case ConfirmOutcome.Gone _ -> new Confirmation.Gone();
        });
  }

  private Confirmation bound(SignedIn who, boolean again, boolean replaced, Origin origin) {
    Optional<RecoveryCodes> codes = Optional.empty();
    if (!again) {
      note(who, replaced ? Notice.Kind.FACTOR_REPLACED : Notice.Kind.FACTOR_ADDED, origin);
      desk.endOthers(who, who.at(), origin);
      if (steps.recoveries.find(subscriber(who)).value().isEmpty()) {
        codes = Optional.of(steps.issue.issue(subscriber(who), origin));
      }
    }
    Optional<IssuedSession> renewed = renew(who, SessionState.FULL, who.at(), origin);
    if (renewed.isEmpty()) {
      codes.ifPresent(RecoveryCodes::close);
      return new Confirmation.SessionGone();
    }
    return new Confirmation.Confirmed(renewed.get(), codes);
  }

  /// Ends what is pending; a bound factor stays bound.
  ///
  /// @return false when nothing was pending
  public boolean cancel(SignedIn who, Origin origin) {
    return factors.cancel(who.person().id(), origin);
  }

  /// Removes the bound factor and its recovery codes. Who has to have one gets no further than to
  /// set up another.
  public Guarded<IssuedSession> disable(SignedIn who, Proof proof, Origin origin) {
    if (!factors.has(who.person().id())) {
      return new NoFactor<>();
    }
    Guarded<Instant> proved = proving.prove(who, proof, PURPOSE, origin);
    if (!(proved instanceof Done<Instant>(var at))) {
      return proved.as();
    }
    Person person = who.person();
    SessionState next =
        person.standing().mustEnrol() ? SessionState.ENROL_ONLY : who.session().state();
    return transactions.inTransaction(() -> {
      if (!factors.revoke(person.id(), origin)) {
        return new NoFactor<>();
      }
      note(who, Notice.Kind.FACTOR_REMOVED, origin);
      desk.endOthers(who, at, origin);
      return renew(who, next, at, origin)
          .<Guarded<IssuedSession>>map(Done::new)
          .orElseGet(SessionGone::new);
    });
  }

  /// Issues recovery codes in the place of those that there are (SECURITY RC-05).
  ///
  /// @return the caller's to show once and to close
  public Guarded<RecoveryCodes> newRecoveryCodes(SignedIn who, Proof proof, Origin origin) {
    if (!factors.has(who.person().id())) {
      return new NoFactor<>();
    }
    Guarded<Instant> proved = proving.prove(who, proof, PURPOSE, origin);
    if (!(proved instanceof Done<Instant>)) {
      return proved.as();
    }
    return transactions.inTransaction(() -> {
      note(who, Notice.Kind.RECOVERY_CODES_ISSUED, origin);
      return new Done<>(steps.issue.issue(subscriber(who), origin));
    });
  }

  private Optional<IssuedSession> renew(
      SignedIn who, SessionState next, Instant at, Origin origin) {
    return desk.renew(who, next, who.session().epoch(), at, Act.RENEWED, origin);
  }

  private void note(SignedIn who, Notice.Kind kind, Origin origin) {
    notices.add(new Notice(who.person().id(), who.at(), kind, origin.source(), false));
  }

  private static Subscriber subscriber(SignedIn who) {
    return who.person().id().subscriber();
  }
}
