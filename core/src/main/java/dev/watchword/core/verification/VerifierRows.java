package dev.watchword.core.verification;

import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.enrolment.AuthenticatedEnrolments;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.LoggedEnrolments;
import dev.watchword.core.recovery.AuthenticatedRecoveries;
import dev.watchword.core.recovery.LoggedRecoveries;
import dev.watchword.core.recovery.RecoveryKeys;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.VaultKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/// The verifier's rows and the keys that they are sealed and authenticated by. Thread-safe.
public record VerifierRows(
    AuthenticatedEnrolments enrolments,
    EnrolmentKeys enrolmentKeys,
    AuthenticatedRecoveries recoveries,
    RecoveryKeys recoveryKeys) {

  /// Its rows beside what the audit log tells of them.
  public List<LoggedKind> logged() {
    return List.of(
        slice -> new LoggedEnrolments(enrolments, slice),
        slice -> new LoggedRecoveries(recoveries, slice));
  }

  /// Asks the store once whether its rows demand MACs.
  ///
  /// @param key derived from here, and not kept; the same on all nodes
  /// @param verifier the verifier's own id, the same on all nodes
  /// @throws dev.watchword.core.vault.StorageException when the store can't answer
  public static VerifierRows of(
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      VaultKey key,
      UUID verifier,
      SecureRandom random) {
    boolean macs = enrolments.hasMacsEverywhere();
    EnrolmentKeys enrolmentKeys = new EnrolmentKeys(key, verifier, random, macs);
    RecoveryKeys recoveryKeys = new RecoveryKeys(key, macs);
    return new VerifierRows(
        new AuthenticatedEnrolments(enrolments, enrolmentKeys, key),
        enrolmentKeys,
        new AuthenticatedRecoveries(recoveries, recoveryKeys, key),
        recoveryKeys);
  }
}
