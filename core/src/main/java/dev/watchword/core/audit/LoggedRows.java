package dev.watchword.core.audit;

import dev.watchword.core.audit.Contradiction.RowVersion;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Rows of one kind and one [slice][LoggedKind.Slice], as a store has them and as the audit log
/// tells of them, for one look by [FindContradictions]. Not thread-safe.
///
/// @param <N> names a row; with the equality of a value
/// @param <R> a row; with the equality of a value
public interface LoggedRows<N, R> {

  /// Takes note of what an entry tells of one of them; each is given once, in the order of the
  /// chain.
  void hear(AuditEntry entry);

  /// Shows every one of them, those that were changed behind the program's back too.
  void walk(BiConsumer<? super N, ? super R> look);

  /// The rows that have to be there by what was heard.
  Collection<N> expected();

  /// One row as it is now.
  ///
  /// @throws dev.watchword.core.seal.TamperingException when it is known to have been changed
  Optional<R> read(N name);

  /// What about a row is not as was heard, in one sentence.
  ///
  /// A row may be newer than what was heard; what it is wrong to be is older.
  ///
  /// @param row empty where there is none
  Optional<String> problem(N name, Optional<R> row);

  /// That a row was changed, in one sentence.
  String changed();

  /// How the log names a row's subject.
  String subject(N name);

  /// Which state of a row that is.
  RowVersion version(R row);
}
