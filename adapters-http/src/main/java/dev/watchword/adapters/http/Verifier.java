package dev.watchword.adapters.http;

import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.CancelEnrolment;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.enrolment.ShowEnrolment;
import dev.watchword.core.recovery.IssueRecoveryCodes;
import dev.watchword.core.recovery.RecoveryKeys;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.recovery.RedeemRecoveryCode;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.verification.Resynchronise;
import dev.watchword.core.verification.UnlockFactor;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifierRows;
import dev.watchword.core.verification.VerifyOtp;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/// The verifier's use cases, as its routes need them. Thread-safe, as they are.
///
/// @param logged its rows beside what the audit log tells of them
/// @param enrolments read for a factor's state alone
/// @param recoveries read for how many codes are left alone
/// @param tokenKeys authenticate API tokens
/// @param limit that of `verify` and `redeem`
/// @param renderer draws what is shown while an enrolment is pending
public record Verifier(
    BeginEnrolment begin,
    ShowEnrolment show,
    ConfirmEnrolment confirm,
    CancelEnrolment cancel,
    RevokeEnrolment revoke,
    VerifyOtp verify,
    Resynchronise resynchronise,
    UnlockFactor unlock,
    IssueRecoveryCodes issue,
    RedeemRecoveryCode redeem,
    List<LoggedKind> logged,
    EnrolmentRepository enrolments,
    RecoveryRepository recoveries,
    TokenKeys tokenKeys,
    AttemptLimit limit,
    QrRenderer renderer) {

  /// The stores of the verifier's side.
  public record Stores(
      EnrolmentRepository enrolments, RecoveryRepository recoveries, AuditLog auditLog) {}

  /// All use cases on one set of stores.
  ///
  /// @param key derived from here, and not kept; the same on all nodes
  /// @param id the verifier's own, the same on all nodes
  /// @param node the name of this process in the audit log, 1 to 64 characters
  public static Verifier of(
      Stores stores,
      VaultKey key,
      UUID id,
      String node,
      SecureRandom random,
      VerificationPolicy policy,
      QrRenderer renderer) {
    AuditLog log = stores.auditLog;
    AuditTrail trail = new AuditTrail(new AuditKeys(key), node);
    VerifierRows rows = VerifierRows.of(stores.enrolments, stores.recoveries, key, id, random);
    EnrolmentKeys keys = rows.enrolmentKeys();
    RecoveryKeys recoveryKeys = rows.recoveryKeys();
    var enrolments = rows.enrolments();
    var recoveries = rows.recoveries();
    return new Verifier(
        new BeginEnrolment(enrolments, keys, log, trail, random),
        new ShowEnrolment(enrolments, keys, log, trail),
        new ConfirmEnrolment(enrolments, keys, log, trail, policy.window()),
        new CancelEnrolment(enrolments, trail),
        new RevokeEnrolment(enrolments, trail),
        new VerifyOtp(enrolments, keys, log, trail, policy),
        new Resynchronise(enrolments, keys, log, trail, policy.limit()),
        new UnlockFactor(enrolments, trail),
        new IssueRecoveryCodes(recoveries, recoveryKeys, trail, random),
        new RedeemRecoveryCode(recoveries, recoveryKeys, log, trail, policy.limit()),
        rows.logged(),
        enrolments,
        recoveries,
        new TokenKeys(key),
        policy.limit(),
        renderer);
  }
}
