package dev.watchword.core.audit;

/// A kind of rows that [FindContradictions] holds against the audit log.
@FunctionalInterface
public interface LoggedKind {

  /// Those of one slice, which have heard nothing yet.
  LoggedRows<?, ?> in(Slice slice);

  /// Some of all names, told by their hashes, so that no more than those are in memory at a time.
  ///
  /// @param index from 0 to `count` - 1
  /// @param count how many slices there are, at least 1
  record Slice(int index, int count) {

    /// All names.
    public static final Slice ALL = new Slice(0, 1);

    /// Whether a name is in it.
    public boolean has(Object name) {
      return Math.floorMod(name.hashCode(), count) == index;
    }
  }
}
