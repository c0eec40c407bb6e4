package dev.watchword.adapters.storage;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.EntryField;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.EntryWrite;
import dev.watchword.core.vault.Resealing;
import dev.watchword.core.vault.SealedEntry;
import dev.watchword.core.vault.UnlockFailures;
import dev.watchword.core.vault.VaultCommit;
import dev.watchword.core.vault.VaultHeader;
import dev.watchword.core.vault.VaultId;
import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.vault.VaultSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Sealed vaults in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiVaultRepository implements VaultRepository {

  private static final String CREATE =
      """
      INSERT INTO vault (vault_id, format, created_at, key_version, revision, seal_count, manifest,
                         mac, verifier_root)
      VALUES (:vault, :format, :createdAt, :keyVersion, :revision, :sealCount, :manifest, :mac,
              :verifierRoot)
      ON CONFLICT (vault_id) DO NOTHING\
      """;

  /// The one statement that decides which of several commits is the next.
  private static final String ADVANCE =
      """
      UPDATE vault SET format = ?, created_at = ?, key_version = ?, revision = ?, seal_count = ?,
                       manifest = ?, mac = ?, verifier_root = ?
       WHERE vault_id = ? AND revision = ?\
      """;

  private static final String WALK =
      """
      SELECT e.entry_id, e.summary_revision, e.secret_revision, e.recovery_revision,
             e.icon_revision, e.summary, f.field, f.sealed
        FROM entry e
        LEFT JOIN entry_field f ON f.vault_id = e.vault_id AND f.entry_id = e.entry_id
       WHERE e.vault_id = :vault
       ORDER BY e.entry_id\
      """;

  /// The same of some entries, in the order of their ids.
  private static final String SOME =
      """
      SELECT e.entry_id, e.summary_revision, e.secret_revision, e.recovery_revision,
             e.icon_revision, e.summary, f.field, f.sealed
        FROM (SELECT * FROM entry WHERE vault_id = :vault AND entry_id > :after
               ORDER BY entry_id LIMIT %d) e
        LEFT JOIN entry_field f ON f.vault_id = e.vault_id AND f.entry_id = e.entry_id
       ORDER BY e.entry_id\
      """;

  private static final int ROWS_AT_ONCE = 1_000;

  /// Entries in memory at once while a vault is sealed anew, icons of 64 KiB and all.
  private static final int RESEALED_AT_ONCE = 200;

  private final Database database;
  private final HeaderLooks looks;

  JdbiVaultRepository(Database database) {
    this.database = database;
    this.looks = new HeaderLooks(database);
  }

  @Override
  public List<VaultId> vaults() {
    return database.query(session -> VaultReading.vaults(session.connection()));
  }

  @Override
  public boolean create(VaultHeader header) {
    return database.write(session -> {
      int rows =
          session
              .handle()
              .createUpdate(CREATE)
              .bind("vault", UuidBytes.of(header.id().value()))
              .bind("format", header.format())
              .bind("createdAt", header.createdAt().getEpochSecond())
              .bind("keyVersion", header.keyVersion())
              .bind("revision", header.revision())
              .bind("sealCount", header.sealCount())
              .bind("manifest", header.manifest().toByteArray())
              .bind("mac", header.mac().toByteArray())
              .bind("verifierRoot", header.verifierRoot().map(SealedBytes::toByteArray))
              .execute();
      if (rows == 0) {
        return false;
      }
      new VaultWriting(session.handle(), header.id()).addSlots(header);
      return true;
    });
  }

  @Override
  public Optional<VaultHeader> header(VaultId id) {
    return database.query(session -> VaultReading.header(session.connection(), id));
  }

  @Override
  public Optional<SealedBytes> headerMac(VaultId id) {
    return looks.mac(id);
  }

  @Override
  public Optional<VaultSnapshot> snapshot(VaultId id) {
    return database.snapshot(session -> {
      Optional<VaultHeader> header = VaultReading.header(session.connection(), id);
      if (header.isEmpty()) {
        return Optional.empty();
      }
      List<SealedEntry> entries = VaultReading.summaries(session.connection(), id);
      return Optional.of(new VaultSnapshot(header.get(), entries));
    });
  }

  @Override
  public Optional<SealedBytes> field(VaultId vault, EntryId entry, EntryField field) {
    return database.query(session -> VaultReading.field(session.connection(), vault, entry, field));
  }

  @Override
  public boolean commit(VaultCommit commit) {
    VaultHeader next = commit.header();
    return database.write(session -> {
      if (!advance(session.connection(), next)) {
        return false;
      }
      VaultWriting writing = new VaultWriting(session.handle(), next.id());
      VaultHeader stored = VaultReading.header(session.connection(), next.id()).orElseThrow();
      if (!stored.slots().equals(next.slots())) {
        writing.replaceSlots(next);
      }
      writing.delete(commit.deletes());
      writing.write(commit.writes());
      return true;
    });
  }

  private static boolean advance(Connection connection, VaultHeader next) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
      update.setInt(1, next.format());
      update.setLong(2, next.createdAt().getEpochSecond());
      update.setInt(3, next.keyVersion());
      update.setLong(4, next.revision());
      update.setLong(5, next.sealCount());
      update.setBytes(6, next.manifest().toByteArray());
      update.setBytes(7, next.mac().toByteArray());
      if (next.verifierRoot().isPresent()) {
        update.setBytes(8, next.verifierRoot().get().toByteArray());
      } else {
        update.setNull(8, Types.BINARY);
      }
      update.setBytes(9, UuidBytes.of(next.id().value()));
      update.setLong(10, next.revision() - 1);
      return update.executeUpdate() == 1;
    }
  }

  @Override
  public void forEachEntry(
      VaultId vault, BiConsumer<SealedEntry, Map<EntryField, SealedBytes>> visitor) {
    database.snapshot(session ->
        session
            .handle()
            .createQuery(WALK)
            .setFetchSize(ROWS_AT_ONCE)
            .bind("vault", UuidBytes.of(vault.value()))
            .scanResultSet((rows, context) -> {
              walk(vault, rows.get(), visitor);
              return true;
            }));
  }

  @Override
  public boolean reseal(VaultId vault, Resealing resealing) {
    return database.write(session -> {
      if (!hold(session.connection(), vault)) {
        return false;
      }
      VaultHeader before = VaultReading.header(session.connection(), vault).orElseThrow();
      VaultHeader next =
          resealing.header(
              new VaultSnapshot(before, VaultReading.summaries(session.connection(), vault)));
      if (!advance(session.connection(), next)) {
        throw new IllegalArgumentException("header: its revision is to be one more");
      }
      VaultWriting writing = new VaultWriting(session.handle(), vault);
      writing.replaceSlots(next);
      byte[] after = new byte[0];
      List<EntryWrite> some;
      do {
        some = resealed(session, vault, after, resealing);
        writing.write(some);
        after = some.isEmpty() ? after : UuidBytes.of(some.getLast().id().value());
      } while (!some.isEmpty());
      return true;
    });
  }

  /// Has other changes of the vault wait for the end of this transaction.
  private static boolean hold(Connection connection, VaultId vault) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE vault SET revision = revision WHERE vault_id = ?")) {
      update.setBytes(1, UuidBytes.of(vault.value()));
      return update.executeUpdate() == 1;
    }
  }

  private static List<EntryWrite> resealed(
      Session session, VaultId vault, byte[] after, Resealing resealing) {
    List<EntryWrite> some = new ArrayList<>();
    session
        .handle()
        .createQuery(SOME.formatted(RESEALED_AT_ONCE))
        .bind("vault", UuidBytes.of(vault.value()))
        .bind("after", after)
        .scanResultSet((rows, context) -> {
          walk(
              vault,
              rows.get(),
              (entry, fields) ->
                  some.add(
                      new EntryWrite(
                          entry.id(), entry.revisions(), resealing.fields(entry, fields))));
          return true;
        });
    return some;
  }

  /// Joins the rows of each entry, which follow one another.
  private static void walk(
      VaultId vault, ResultSet row, BiConsumer<SealedEntry, Map<EntryField, SealedBytes>> visitor)
      throws SQLException {
    boolean more = row.next();
    while (more) {
      SealedEntry entry = VaultReading.entry(vault, row);
      Map<EntryField, SealedBytes> fields = new EnumMap<>(EntryField.class);
      fields.put(EntryField.SUMMARY, entry.summary());
      byte[] id = row.getBytes(1);
      do {
        String name = row.getString(7);
        if (name != null) {
          fields.put(VaultReading.named(vault, name), SealedBytes.copyOf(row.getBytes(8)));
        }
        more = row.next();
      } while (more && Arrays.equals(id, row.getBytes(1)));
      visitor.accept(entry, fields);
    }
  }

  @Override
  public UnlockFailures unlockFailures(VaultId vault) {
    return database.query(session -> VaultReading.failures(session.connection(), vault));
  }

  @Override
  public void recordUnlockFailure(VaultId vault, Instant when) {
    database.write(session ->
        session
            .handle()
            .createUpdate(
                "UPDATE vault SET failure_count = failure_count + 1, failed_at = :when WHERE"
                    + " vault_id = :vault")
            .bind("when", when.toEpochMilli())
            .bind("vault", UuidBytes.of(vault.value()))
            .execute());
  }

  @Override
  public void clearUnlockFailures(VaultId vault) {
    database.write(session ->
        session
            .handle()
            .createUpdate(
                "UPDATE vault SET failure_count = 0, failed_at = 0 WHERE vault_id = :vault AND"
                    + " failure_count > 0")
            .bind("vault", UuidBytes.of(vault.value()))
            .execute());
  }
}
