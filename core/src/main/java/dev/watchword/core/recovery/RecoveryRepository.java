package dev.watchword.core.recovery;

import dev.watchword.core.account.Reading;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import java.util.List;
import java.util.Optional;

/// The store of recovery codes (a port); its manners are those of
/// [dev.watchword.core.enrolment.EnrolmentRepository].
public interface RecoveryRepository {

  /// The subscriber's codes.
  Reading<RecoverySet> find(Subscriber subscriber);

  /// Sets in an order of the store's own, to be walked through, as
  /// [dev.watchword.core.enrolment.EnrolmentRepository#page] is.
  List<RecoverySet> page(Optional<Subscriber> after, int limit);

  /// Puts a set in the place of whatever stood there, together with the audit entry; of two at once
  /// exactly one stands afterwards, whole (SECURITY RC-05).
  void put(RecoverySet fresh, AuditEntry entry);

  /// Replaces a set by its successor of the same id, together with the audit entry.
  ///
  /// @return false when that version of that set stands no longer, or the reading that this rests
  ///   on is too old
  boolean replace(RecoverySet expected, RecoverySet next, AuditEntry entry);
}
