package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.recovery.RecoveryRepository;

/// The stores of the verifier's side.
///
/// @param distrust of rows of all stores
record VerifierStores(
    EnrolmentRepository enrolments,
    RecoveryRepository recoveries,
    AuditLog auditLog,
    RowDistrust distrust) {}
