package dev.watchword.core.verification;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import java.time.Duration;
import java.time.Instant;

/// A store of the verifier's side as contracts see it: its three ports, and a clock that stands
/// still until the test moves it.
public interface VerifierStore {

  EnrolmentRepository enrolments();

  RecoveryRepository recoveries();

  AuditLog auditLog();

  /// The store's time, in whole milliseconds.
  Instant now();

  void advance(Duration by);

  /// The same data as another process sees them, through connections of its own.
  VerifierStore otherNode();

  /// From now on every write fails, on this node.
  void failWrites(boolean yes);
}
