package dev.watchword.adapters.storage;

import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PersonId;
import java.time.Instant;
import java.util.List;

/// Notices in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiNoticeRepository implements NoticeRepository {

  private static final String ADD =
      """
      INSERT INTO notice (person_id, at, kind, source, seen)
      VALUES (:person, :at, :kind, :source, :seen)\
      """;

  private static final String OF =
      """
      SELECT at, kind, source, seen FROM notice
       WHERE person_id = :person ORDER BY notice_id DESC LIMIT :limit\
      """;

  private static final String MARK_SEEN =
      "UPDATE notice SET seen = 1 WHERE person_id = :person AND seen = 0 AND at <= :upTo";

  private final Database database;

  JdbiNoticeRepository(Database database) {
    this.database = database;
  }

  @Override
  public void add(Notice notice) {
    database.write(session ->
        session
            .handle()
            .createUpdate(ADD)
            .bind("person", UuidBytes.of(notice.person().value()))
            .bind("at", notice.at().toEpochMilli())
            .bind("kind", notice.kind().text())
            .bind("source", notice.source())
            .bind("seen", notice.seen() ? 1 : 0)
            .execute());
  }

  @Override
  public List<Notice> of(PersonId person, int limit) {
    return database.query(session ->
        session
            .handle()
            .createQuery(OF)
            .bind("person", UuidBytes.of(person.value()))
            .bind("limit", limit)
            .map((row, context) ->
                new Notice(
                    person,
                    Instant.ofEpochMilli(row.getLong("at")),
                    Notice.Kind.named(row.getString("kind")),
                    row.getString("source"),
                    row.getInt("seen") != 0))
            .list());
  }

  @Override
  public int markSeen(PersonId person, Instant upTo) {
    return database.write(session ->
        session
            .handle()
            .createUpdate(MARK_SEEN)
            .bind("person", UuidBytes.of(person.value()))
            .bind("upTo", upTo.toEpochMilli())
            .execute());
  }
}
