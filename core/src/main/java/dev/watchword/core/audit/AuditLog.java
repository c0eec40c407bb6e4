package dev.watchword.core.audit;

import java.util.List;
import java.util.Optional;

/// The store of the audit log (a port).
///
/// Entries come in two ways: by [#append], for acts that change nothing else, and by the methods of
/// other repositories that write an act and its entry in one transaction (SECURITY AU-02). They
/// wait without a place in the chain until some node calls [#link]. So no act ever waits for the
/// chain's end, which all nodes share; and what an attacker with the store could cut off before
/// then is no more than the tail that a chain alone never protects (AU-05).
///
/// Implementations are thread-safe; every method throws [dev.watchword.core.vault.StorageException]
/// when the store cannot do it.
public interface AuditLog {

  /// Keeps an entry, durably, before it returns.
  void append(AuditEntry entry);

  /// Gives the oldest waiting entries their places, in one transaction that no other node can run
  /// at the same time; entries of one process keep their order.
  ///
  /// @param limit how many at most, at least 1
  /// @param trail computes the links
  /// @return how many were linked; fewer than `limit` when none are left
  int link(int limit, AuditTrail trail);

  /// Linked entries in the order of the chain.
  ///
  /// @param afterSeq 0 for the start
  /// @param limit at least 1
  List<LinkedEntry> page(long afterSeq, int limit);

  /// Linked entries that a query finds, the latest in the chain first.
  List<LinkedEntry> find(AuditQuery query);

  /// Takes entries out that are in a segment elsewhere, and puts that on record: gives what waits
  /// its places, and then `entry`, in one transaction that no [#link] can run beside.
  ///
  /// @param lastSeam the place of the last entry before that tells of such, 0 where none does
  /// @param gone which places, in their order
  /// @param trail computes the links
  /// @return false where another tells of such by now: then nothing was changed
  boolean archive(long lastSeam, List<Places> gone, AuditEntry entry, AuditTrail trail);

  /// Some places in the chain, one after another.
  ///
  /// @param from the first, at least 1
  /// @param to the last, at least `from`
  record Places(long from, long to) {}

  /// The end of the chain; empty while nothing was linked.
  Optional<AuditLink> head();

  /// The oldest entries that wait for a place, oldest first.
  List<AuditEntry> waiting(int limit);
}
