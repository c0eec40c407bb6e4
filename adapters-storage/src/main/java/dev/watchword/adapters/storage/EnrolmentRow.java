package dev.watchword.adapters.storage;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.account.SubscriberId;
import dev.watchword.core.enrolment.Drift;
import dev.watchword.core.enrolment.Enrolment;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentId;
import dev.watchword.core.enrolment.ResyncTries;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.throttle.Attempts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the table `enrolment`, to and from the domain.
final class EnrolmentRow {

  static final String COLUMNS =
      """
      e.bound, e.relying_party, e.subscriber, e.enrolment_id, e.version, e.sealed_key, e.expires_at,
      e.wrong_codes, e.confirmed_at, e.last_step, e.drift_base, e.drift_learnt, e.failures,
      e.not_before, e.resync_day, e.resync_count, e.last_attempt, e.mac\
      """;

  /// What a bound enrolment's successor changes, in the order of [#bindState].
  static final String STATE =
      """
      version = ?, last_step = ?, drift_base = ?, drift_learnt = ?, failures = ?, not_before = ?,
      resync_day = ?, resync_count = ?, last_attempt = ?, mac = ?\
      """;

  /// Goes on behind a subscriber, in the order of the primary key.
  static final String AFTER =
      "AND (relying_party, subscriber) > (?, ?) ORDER BY relying_party, subscriber";

  private EnrolmentRow() {}

  /// @param row has [#COLUMNS] from `first` on; empty when the outer join found none
  static Optional<Enrolment> read(ResultSet row, int first) throws SQLException {
    int bound = row.getInt(first);
    if (row.wasNull()) {
      return Optional.empty();
    }
    EnrolmentId id = new EnrolmentId(UuidBytes.read(row.getBytes(first + 3)));
    Subscriber subscriber =
        new Subscriber(
            new RelyingPartyId(row.getString(first + 1)),
            new SubscriberId(row.getString(first + 2)));
    long version = row.getLong(first + 4);
    SealedBytes key = SealedBytes.copyOf(row.getBytes(first + 5));
    Optional<RowMac> mac = mac(row.getBytes(first + 17));
    if (bound == 0) {
      Instant expiresAt = Instant.ofEpochMilli(row.getLong(first + 6));
      return Optional.of(
          new Pending(id, subscriber, key, expiresAt, row.getInt(first + 7), version, mac));
    }
    return Optional.of(
        new Active(
            id,
            subscriber,
            key,
            Instant.ofEpochMilli(row.getLong(first + 8)),
            row.getLong(first + 9),
            new Drift(row.getInt(first + 10), row.getInt(first + 11)),
            new Attempts(row.getInt(first + 12), Instant.ofEpochMilli(row.getLong(first + 13))),
            new ResyncTries(row.getLong(first + 14), row.getInt(first + 15)),
            Optional.ofNullable(row.getBytes(first + 16)).map(UuidBytes::read).map(AttemptTag::new),
            version,
            mac));
  }

  static Optional<RowMac> mac(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes).map(RowMac::copyOf);
  }

  static byte @Nullable [] bytes(Optional<RowMac> mac) {
    return mac.map(RowMac::toByteArray).orElse(null);
  }

  /// Sets the parameters of [#STATE].
  ///
  /// @return the index of the next parameter
  static int bindState(PreparedStatement statement, int first, Active next) throws SQLException {
    int i = first;
    statement.setLong(i++, next.version());
    statement.setLong(i++, next.lastStep());
    statement.setInt(i++, next.drift().base());
    statement.setInt(i++, next.drift().learnt());
    statement.setInt(i++, next.attempts().failures());
    statement.setLong(i++, next.attempts().notBefore().toEpochMilli());
    statement.setLong(i++, next.resyncTries().epochDay());
    statement.setInt(i++, next.resyncTries().count());
    statement.setBytes(
        i++, next.lastAttempt().map(AttemptTag::value).map(UuidBytes::of).orElse(null));
    statement.setBytes(i++, bytes(next.mac()));
    return i;
  }

  /// Sets the parameters of [#AFTER].
  ///
  /// @param after empty for the start: no name is empty
  /// @return the index of the next parameter
  static int bindAfter(PreparedStatement statement, int first, Optional<Subscriber> after)
      throws SQLException {
    statement.setString(first, after.map(who -> who.relyingParty().value()).orElse(""));
    statement.setString(first + 1, after.map(who -> who.id().value()).orElse(""));
    return first + 2;
  }

  /// Sets `relying_party = ? AND subscriber = ?`.
  ///
  /// @return the index of the next parameter
  static int bindOwner(PreparedStatement statement, int first, Subscriber owner)
      throws SQLException {
    statement.setString(first, owner.relyingParty().value());
    statement.setString(first + 1, owner.id().value());
    return first + 2;
  }
}
