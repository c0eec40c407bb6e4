package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.recovery.RecoveryRepository;

/// The stores of the verifier's side.
record VerifierStores(
    EnrolmentRepository enrolments, RecoveryRepository recoveries, AuditLog auditLog) {}
