package dev.watchword.core.transaction;

import java.util.function.Supplier;

/// Makes several repository calls one change: stored whole, or not at all.
///
/// Every repository of one store joins the transaction that the calling thread is in; other threads
/// are not in it. Implementations are thread-safe.
@FunctionalInterface
public interface Transactions {

  /// Does the work in one transaction, or in the one that this thread is in already.
  ///
  /// When the work throws, nothing that it wrote is kept and the same exception comes out. When
  /// this method returns, what was written is on the disk.
  ///
  /// @param work runs once, on the calling thread; it must not wait for another thread that writes
  ///   to the same store
  <T> T inTransaction(Supplier<T> work);
}
