package dev.watchword.core.custody;

import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonRepository;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Notices as a store keeps them, of which webhooks are told in the same transaction: a channel
/// beside the pages, for a person who no longer gets at theirs (SECURITY EN-13, RC-08).
/// Thread-safe.
public final class ToldNotices implements NoticeRepository {

  private final NoticeRepository kept;
  private final PersonRepository persons;
  private final Supplier<Webhooks> webhooks;

  /// @param webhooks of the open vault; throws where there is none, and then no notice is kept
  ///   either, nor done what it tells of
  public ToldNotices(NoticeRepository kept, PersonRepository persons, Supplier<Webhooks> webhooks) {
    this.kept = kept;
    this.persons = persons;
    this.webhooks = webhooks;
  }

  @Override
  public void add(Notice notice) {
    kept.add(notice);
    webhooks.get().tell(notice, persons);
  }

  @Override
  public List<Notice> of(PersonId person, int limit) {
    return kept.of(person, limit);
  }

  @Override
  public int markSeen(PersonId person, Instant upTo) {
    return kept.markSeen(person, upTo);
  }
}
