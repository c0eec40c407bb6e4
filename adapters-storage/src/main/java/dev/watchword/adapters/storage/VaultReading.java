package dev.watchword.adapters.storage;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.EntryField;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.FieldRevisions;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.SealedEntry;
import dev.watchword.core.vault.SlotId;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.UnlockFailures;
import dev.watchword.core.vault.VaultHeader;
import dev.watchword.core.vault.VaultId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `watchword code` reads of a vault, in plain JDBC: which vaults there are, a header, the
/// failures to unlock it, its summaries, one field.
///
/// A command that finds no agent runs these alone, and JDBI's start would cost it more than the
/// queries and SQLite together.
final class VaultReading {

  private static final String VAULTS = "SELECT vault_id FROM vault ORDER BY created_at, vault_id";

  private static final String HEADER =
      """
      SELECT v.format, v.created_at, v.key_version, v.revision, v.seal_count, v.manifest, v.mac,
             v.verifier_root, s.slot_id, s.kind, s.label, s.created_at, s.memory_kib, s.iterations, s.parallelism,
             s.salt, s.wrapped
        FROM vault v LEFT JOIN vault_slot s ON s.vault_id = v.vault_id
       WHERE v.vault_id = ?
       ORDER BY s.position\
      """;

  private static final String HEADER_MAC = "SELECT mac FROM vault WHERE vault_id = ?";

  private static final String SUMMARIES =
      """
      SELECT entry_id, summary_revision, secret_revision, recovery_revision, icon_revision, summary
        FROM entry
       WHERE vault_id = ?\
      """;

  private static final String SUMMARY =
      "SELECT summary FROM entry WHERE vault_id = ? AND entry_id = ?";

  private static final String FIELD =
      "SELECT sealed FROM entry_field WHERE vault_id = ? AND entry_id = ? AND field = ?";

  private static final String FAILURES =
      "SELECT failure_count, failed_at FROM vault WHERE vault_id = ? AND failure_count > 0";

  private static final int ROWS_AT_ONCE = 1_000;

  private VaultReading() {}

  static List<VaultId> vaults(Connection connection) throws SQLException {
    List<VaultId> vaults = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(VAULTS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        vaults.add(new VaultId(UuidBytes.read(row.getBytes(1))));
      }
    }
    return vaults;
  }

  static Optional<VaultHeader> header(Connection connection, VaultId id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HEADER)) {
      query.setBytes(1, UuidBytes.of(id.value()));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(header(id, row)) : Optional.empty();
      }
    }
  }

  static Optional<SealedBytes> headerMac(Connection connection, VaultId id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HEADER_MAC)) {
      query.setBytes(1, UuidBytes.of(id.value()));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(SealedBytes.copyOf(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  private static VaultHeader header(VaultId id, ResultSet row) throws SQLException {
    try {
      int format = row.getInt(1);
      Instant createdAt = Instant.ofEpochSecond(row.getLong(2));
      int keyVersion = row.getInt(3);
      long revision = row.getLong(4);
      long sealCount = row.getLong(5);
      SealedBytes manifest = SealedBytes.copyOf(row.getBytes(6));
      SealedBytes mac = SealedBytes.copyOf(row.getBytes(7));
      byte[] root = row.getBytes(8);
      List<KeySlot> slots = new ArrayList<>();
      do {
        if (row.getString(10) != null) {
          slots.add(slot(row));
        }
      } while (row.next());
      return new VaultHeader(
          id,
          format,
          createdAt,
          keyVersion,
          revision,
          sealCount,
          slots,
          Optional.ofNullable(root).map(SealedBytes::copyOf),
          manifest,
          mac);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged(id, e);
    }
  }

  private static KeySlot slot(ResultSet row) throws SQLException {
    KeySlot.Kind kind = KeySlot.Kind.valueOf(row.getString(10));
    Optional<Argon2idParameters> cost =
        kind == KeySlot.Kind.PASSPHRASE
            ? Optional.of(new Argon2idParameters(row.getInt(13), row.getInt(14), row.getInt(15)))
            : Optional.empty();
    return new KeySlot(
        new SlotId(UuidBytes.read(row.getBytes(9))),
        kind,
        row.getString(11),
        Instant.ofEpochSecond(row.getLong(12)),
        cost,
        SealedBytes.copyOf(row.getBytes(16)),
        SealedBytes.copyOf(row.getBytes(17)));
  }

  static List<SealedEntry> summaries(Connection connection, VaultId id) throws SQLException {
    List<SealedEntry> entries = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(SUMMARIES)) {
      query.setFetchSize(ROWS_AT_ONCE);
      query.setBytes(1, UuidBytes.of(id.value()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries.add(entry(id, row));
        }
      }
    }
    return entries;
  }

  /// @param row its first six columns as in the query for summaries
  static SealedEntry entry(VaultId vault, ResultSet row) throws SQLException {
    try {
      return new SealedEntry(
          new EntryId(UuidBytes.read(row.getBytes(1))),
          new FieldRevisions(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
          SealedBytes.copyOf(row.getBytes(6)));
    } catch (IllegalArgumentException e) {
      throw damaged(vault, e);
    }
  }

  static Optional<SealedBytes> field(
      Connection connection, VaultId vault, EntryId entry, EntryField field) throws SQLException {
    boolean summary = field == EntryField.SUMMARY;
    try (PreparedStatement query = connection.prepareStatement(summary ? SUMMARY : FIELD)) {
      query.setBytes(1, UuidBytes.of(vault.value()));
      query.setBytes(2, UuidBytes.of(entry.value()));
      if (!summary) {
        query.setString(3, field.fieldName());
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(SealedBytes.copyOf(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  static UnlockFailures failures(Connection connection, VaultId vault) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FAILURES)) {
      query.setBytes(1, UuidBytes.of(vault.value()));
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new UnlockFailures(row.getInt(1), Instant.ofEpochMilli(row.getLong(2)))
            : UnlockFailures.NONE;
      }
    }
  }

  static EntryField named(VaultId vault, String name) {
    for (EntryField field : EntryField.values()) {
      if (field.fieldName().equals(name)) {
        return field;
      }
    }
    throw damaged(vault, new IllegalArgumentException("field: none is called " + name));
  }

  static StorageException damaged(VaultId vault, RuntimeException problem) {
    return new StorageException(
        "The stored vault %s is damaged (%s); restore a backup of it."
            .formatted(vault, problem.getMessage()),
        problem);
  }
}
