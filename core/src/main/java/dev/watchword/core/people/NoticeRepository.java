package dev.watchword.core.people;

import java.time.Instant;
import java.util.List;

/// The store of notices (a port). It joins the transaction that its thread is in; thread-safe;
/// every method throws [dev.watchword.core.vault.StorageException] when it can't do its work.
public interface NoticeRepository {

  /// Keeps a notice.
  void add(Notice notice);

  /// A person's notices, newest first.
  ///
  /// @param limit at least 1
  List<Notice> of(PersonId person, int limit);

  /// Marks those of a person as seen that are no newer.
  ///
  /// @return how many were not seen before
  int markSeen(PersonId person, Instant upTo);
}
