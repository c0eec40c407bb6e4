package dev.watchword.core.verification;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.audit.VerifyAudit;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.BeginOutcome;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.CancelEnrolment;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.enrolment.ExpireEnrolments;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.enrolment.ShowEnrolment;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.recovery.IssueRecoveryCodes;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.recovery.RedeemRecoveryCode;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The verifier's use cases wired on a store, as one process has them, and what a test asks of them
/// again and again. All nodes have the same key.
public final class Node {

  public static final Origin BY = Origin.of("test");

  private static final UUID VERIFIER = new UUID(0x7000_4000L, 0x8000_0000_0000_0001L);
  private static final byte[] KEY = new byte[32];

  public final VerifierStore store;
  public final AuditKeys auditKeys;
  public final AuditTrail trail;
  public final EnrolmentKeys keys;
  public final BeginEnrolment begin;
  public final ShowEnrolment show;
  public final ConfirmEnrolment confirm;
  public final CancelEnrolment cancel;
  public final RevokeEnrolment revoke;
  public final ExpireEnrolments expire;
  public final VerifyOtp verify;
  public final Resynchronise resync;
  public final UnlockFactor unlock;
  public final IssueRecoveryCodes issue;
  public final RedeemRecoveryCode redeem;
  public final LinkAudit link;
  public final VerifyAudit verifyAudit;
  public final VerifierRows rows;
  public final FindContradictions contradictions;
  private int told;

  public Node(VerifierStore store, SecureRandom random) {
    this(store, random, VerificationPolicy.STANDARD);
  }

  public Node(VerifierStore store, SecureRandom random, VerificationPolicy policy) {
    this.store = store;
    VaultKey key = VaultKey.copyOf(KEY, 1);
    AuditLog log = store.auditLog();
    this.auditKeys = new AuditKeys(key);
    this.trail = new AuditTrail(auditKeys, "node-1");
    this.rows = VerifierRows.of(store.enrolments(), store.recoveries(), key, VERIFIER, random);
    this.keys = rows.enrolmentKeys();
    var recoveryKeys = rows.recoveryKeys();
    var enrolments = rows.enrolments();
    var recoveries = rows.recoveries();
    this.begin = new BeginEnrolment(enrolments, keys, log, trail, random);
    this.show = new ShowEnrolment(enrolments, keys, log, trail);
    this.confirm = new ConfirmEnrolment(enrolments, keys, log, trail, policy.window());
    this.cancel = new CancelEnrolment(enrolments, trail);
    this.revoke = new RevokeEnrolment(enrolments, trail);
    this.expire = new ExpireEnrolments(enrolments, trail);
    this.verify = new VerifyOtp(enrolments, keys, log, trail, policy);
    this.resync = new Resynchronise(enrolments, keys, log, trail, policy.limit());
    this.unlock = new UnlockFactor(enrolments, trail);
    this.issue = new IssueRecoveryCodes(recoveries, recoveryKeys, trail, random);
    this.redeem = new RedeemRecoveryCode(recoveries, recoveryKeys, log, trail, policy.limit());
    this.link = new LinkAudit(log, trail);
    this.verifyAudit = new VerifyAudit(log, auditKeys);
    this.contradictions = new FindContradictions(log, link, rows.logged());
  }

  /// Begins an enrolment with the parameters that every authenticator knows.
  public Shown begin(Subscriber who) {
    return begin(who, TotpParameters.STANDARD);
  }

  public Shown begin(Subscriber who, OtpParameters parameters) {
    var request = new EnrolmentRequest(who, new Label("Example", "ann"), parameters);
    BeginOutcome outcome = begin.begin(request, BY);
    if (!(outcome instanceof Begun(var offer, var fresh))) {
      throw new AssertionError("not begun: " + outcome);
    }
    try (offer) {
      return new Shown(offer.id(), offer.revealUri(), fresh);
    }
  }

  /// What a subscriber sees while an enrolment is pending.
  ///
  /// @param uri the Key URI, so that a test has the authenticator's side
  public record Shown(EnrolmentId id, String uri, boolean fresh) {

    public OtpKey key() {
      try {
        return KeyUri.parse(uri).key();
      } catch (KeyUriSyntaxException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Enrols and confirms, and moves on to the next step, so that the confirming code is out of the
  /// way.
  public Authenticator enrol(Subscriber who) {
    return enrol(who, TotpParameters.STANDARD);
  }

  public Authenticator enrol(Subscriber who, OtpParameters parameters) {
    Shown shown = begin(who, parameters);
    Authenticator device = new Authenticator(who, shown.key(), store);
    var outcome = confirm(shown.id(), device.code(0));
    if (!(outcome instanceof ConfirmOutcome.Confirmed)) {
      throw new AssertionError("not confirmed: " + outcome);
    }
    store.advance(Duration.ofSeconds(30));
    return device;
  }

  /// The device that scanned what was shown.
  public static Authenticator authenticator(Subscriber who, Shown shown, VerifierStore store) {
    return new Authenticator(who, shown.key(), store);
  }

  public ConfirmOutcome confirm(EnrolmentId id, String code) {
    return confirm.confirm(rp(), id, SubmittedCode.of(code), BY);
  }

  public Verification verify(Subscriber who, String code) {
    return verify.verify(new OtpAttempt(who, SubmittedCode.of(code), Purpose.LOGIN, BY));
  }

  public Verification verify(Subscriber who, String code, Purpose purpose, String attempt) {
    return verify.verify(
        new OtpAttempt(
            who,
            SubmittedCode.of(code),
            purpose,
            Optional.of(AttemptTag.of(purpose, attempt)),
            BY));
  }

  public Resynchronisation resync(Subscriber who, String first, String second) {
    return resync.resynchronise(who, SubmittedCode.of(first), SubmittedCode.of(second), BY);
  }

  public List<String> issue(Subscriber who) {
    try (var codes = issue.issue(who, BY)) {
      return codes.codes().stream().map(RecoveryCode::reveal).toList();
    }
  }

  public Redemption redeem(Subscriber who, String typed) {
    return redeem(who, typed, Optional.empty());
  }

  public Redemption redeem(Subscriber who, String typed, Optional<String> attempt) {
    try (RecoveryCode code = RecoveryCode.ofTyped(typed)) {
      return redeem.redeem(who, code, attempt.map(id -> AttemptTag.of(Purpose.LOGIN, id)), BY);
    }
  }

  /// The actions of the audit log, oldest first, linked ones and waiting ones.
  public List<String> actions() {
    link.link();
    return store.auditLog().page(0, 100_000).stream()
        .map(LinkedEntry::entry)
        .map(entry -> entry.action())
        .toList();
  }

  /// The actions since this was asked last.
  public List<String> newActions() {
    List<String> all = actions();
    List<String> fresh = all.subList(told, all.size());
    told = all.size();
    return fresh;
  }

  /// How many failures the factor of a subscriber stands at.
  public int failures(Subscriber who) {
    return store.enrolments().active(who).value().orElseThrow().attempts().failures();
  }

  public static Subscriber subscriber(String name) {
    return Subscriber.of("shop", name);
  }

  private static dev.watchword.core.account.RelyingPartyId rp() {
    return subscriber("x").relyingParty();
  }
}
