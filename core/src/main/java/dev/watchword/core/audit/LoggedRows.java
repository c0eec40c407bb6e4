package dev.watchword.core.audit;

import dev.watchword.core.audit.Contradiction.RowVersion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Rows of one kind and one [slice][LoggedKind.Slice], as a store has them and as the audit log
/// tells of them, for one look by [FindContradictions]. Not thread-safe.
///
/// @param <N> names a row; with the equality of a value
/// @param <R> a row; with the equality of a value
public interface LoggedRows<N, R> {

  /// Takes note of what an entry tells of one of them; each is given once, in the order of the
  /// chain.
  ///
  /// @return for how long the store has to keep that entry for their sake
  Need hear(AuditEntry entry);

  /// For how long an entry is needed.
  enum Need {
    /// It tells of none of them.
    NONE,
    /// Until the next one with the same subject and action.
    UNTIL_NEXT,
    ALWAYS
  }

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

  /// Walks over rows that a store gives page by page.
  ///
  /// @param page the rows after a place, empty for the start, and at most so many; fewer at the end
  /// @param place of a row
  static <P, R> void walk(
      BiFunction<Optional<P>, Integer, List<R>> page, Function<R, P> place, Consumer<R> look) {
    int most = 1000;
    Optional<P> last = Optional.empty();
    List<R> rows;
    do {
      rows = page.apply(last, most);
      rows.forEach(look);
      last = rows.isEmpty() ? last : Optional.of(place.apply(rows.getLast()));
    } while (rows.size() == most);
  }
}
