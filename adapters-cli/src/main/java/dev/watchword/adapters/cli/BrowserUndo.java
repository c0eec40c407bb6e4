package dev.watchword.adapters.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The changes that were made by the list, to be taken back one after the other, the latest first.
/// One thread.
final class BrowserUndo {

  private static final int MOST = 50;

  private final Session session;
  private final Deque<Change> changes = new ArrayDeque<>();

  BrowserUndo(Session session) {
    this.session = session;
  }

  /// A change, and what takes it back.
  private record Change(String what, Request back) {}

  void remember(String what, Request back) {
    changes.push(new Change(what, back));
    while (changes.size() > MOST) {
      changes.removeLast();
    }
  }

  /// Takes the last change back.
  ///
  /// @return what it was; empty when there is none
  Optional<String> undo() {
    Optional<Change> last = Optional.ofNullable(changes.poll());
    last.ifPresent(change -> session.askAgain(change.back(), Reply.Changed.class));
    return last.map(Change::what);
  }
}
