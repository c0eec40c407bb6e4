package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.UnsupportedFormatException;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultHeader;
import dev.watchword.core.vault.VaultId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/// A fuzz target for what is read of a vault before any seal is checked (SECURITY AS-01, CR-17):
/// its header and its slots, whatever stands in their columns, and checkpoints from a file.
///
/// In a plain run each target takes its seeds alone. To fuzz one: `JAZZER_FUZZ=1 ./mvnw -pl
/// adapters-storage -am test -Pci -Dtest=StoreFuzzTest#header
/// -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("fuzz")
class StoreFuzzTest {

  private static final String SECONDS = "30s";
  private static final String PASSPHRASE = "correct horse battery staple";

  private static final List<String> COLUMNS =
      List.of(
          "vault.vault_id",
          "vault.format",
          "vault.created_at",
          "vault.key_version",
          "vault.revision",
          "vault.seal_count",
          "vault.manifest",
          "vault.mac",
          "vault.verifier_root",
          "vault.failure_count",
          "vault.failed_at",
          "vault_slot.position",
          "vault_slot.slot_id",
          "vault_slot.kind",
          "vault_slot.label",
          "vault_slot.created_at",
          "vault_slot.memory_kib",
          "vault_slot.iterations",
          "vault_slot.parallelism",
          "vault_slot.salt",
          "vault_slot.wrapped");

  /// How bytes become a value.
  private enum Type {
    NUMBER {
      @Override
      void set(PreparedStatement statement, byte[] value) throws SQLException {
        statement.setLong(1, ByteBuffer.wrap(Arrays.copyOf(value, Long.BYTES)).getLong());
      }
    },
    SMALL_NUMBER {
      @Override
      void set(PreparedStatement statement, byte[] value) throws SQLException {
        statement.setLong(1, ByteBuffer.wrap(Arrays.copyOf(value, Integer.BYTES)).getInt());
      }
    },
    TEXT {
      @Override
      void set(PreparedStatement statement, byte[] value) throws SQLException {
        statement.setString(1, new String(value, StandardCharsets.UTF_8));
      }
    },
    BYTES {
      @Override
      void set(PreparedStatement statement, byte[] value) throws SQLException {
        statement.setBytes(1, value);
      }
    };

    abstract void set(PreparedStatement statement, byte[] value) throws SQLException;
  }

  /// A vault of one entry's worth, made once.
  private static final class Target {

    static final Target ONE = new Target();

    private final KeySlots slots =
        new KeySlots(new FakeKdf(), FixedRandom.seeded(1), MutableClock.at("2026-11-29T12:00:00Z"));
    private final Database database;
    private final JdbiVaultRepository repository;
    private final VaultId id;
    private final VaultHeader header;
    private final Path folder;

    private Target() {
      try {
        folder = Files.createTempDirectory("watchword-fuzz");
        database = Database.open(new DatabaseSettings.Sqlite(folder.resolve("v.db")));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      repository = new JdbiVaultRepository(database);
      try (Unlocker unlocker = unlocker();
          var vault =
              new CreateVault(repository, slots, FixedRandom.seeded(2), clock())
                  .create(unlocker, KeySlot.Kind.PASSPHRASE, "p", Argon2idParameters.FLOOR)) {
        id = vault.id();
      }
      header = repository.header(id).orElseThrow();
    }

    private static MutableClock clock() {
      return MutableClock.at("2026-11-29T12:00:00Z");
    }

    private static Unlocker unlocker() {
      return new Unlocker.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray()));
    }

    void close() throws IOException {
      database.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    void unlock() {
      try (Unlocker unlocker = unlocker()) {
        var unlock = new UnlockVault(repository, slots, FixedRandom.seeded(3), clock());
        if (unlock.unlock(id, unlocker) instanceof UnlockOutcome.Unlocked(var vault)) {
          try (vault) {
            assertThat(repository.header(id)).contains(header);
            assertThat(vault.entries()).isEmpty();
          }
        }
      }
    }
  }

  @AfterAll
  static void close() throws IOException {
    Target.ONE.close();
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Each column with each type, and of each a small value, the largest and the least: times that
  /// there are not were found by fuzzing.
  static Stream<byte[]> columns() {
    List<byte[]> seeds = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      for (Type type : Type.values()) {
        for (int first : new int[] {0, 0x7f, 0x80}) {
          byte[] seed = new byte[10];
          Arrays.fill(seed, (byte) (first == 0x7f ? 0xff : 0));
          seed[0] = (byte) column;
          seed[1] = (byte) type.ordinal();
          seed[2] = (byte) first;
          seed[5] = 7;
          seeds.add(seed);
        }
      }
    }
    return seeds.stream();
  }

  @MethodSource("columns")
  @FuzzTest(maxDuration = SECONDS)
  void header(byte[] data) {
    if (data.length < 2) {
      return;
    }
    String column = COLUMNS.get(Math.floorMod(data[0], COLUMNS.size()));
    Type type = Type.values()[Math.floorMod(data[1], Type.values().length)];
    Target target = Target.ONE;
    try {
      target.database.inTransaction(() -> {
        if (edited(target.database, column, type, Arrays.copyOfRange(data, 2, data.length))) {
          tried(target);
        }
        throw new Undone();
      });
    } catch (Undone asItWas) {
      // the next one begins with the same vault
    }
  }

  private static boolean edited(Database database, String column, Type type, byte[] value) {
    String table = column.substring(0, column.indexOf('.'));
    String sql = "UPDATE " + table + " SET " + column.substring(table.length() + 1) + " = ?";
    try {
      return database.write(session -> {
        try (PreparedStatement edit = session.connection().prepareStatement(sql)) {
          type.set(edit, value);
          return edit.executeUpdate() > 0;
        }
      });
    } catch (StorageException notOfThatType) {
      return false;
    }
  }

  private static void tried(Target target) {
    try {
      target.unlock();
    } catch (StorageException | TamperingException | UnsupportedFormatException sentence) {
      assertThat(sentence.getMessage()).isNotBlank();
    }
  }

  static Stream<byte[]> checkpoints() {
    String mac = "0".repeat(64);
    return Stream.of(
            "",
            "watchword-audit-checkpoint v=1 seq=7 head=%s at=2026-11-29T12:00:00Z node=a signature=%s"
                .formatted(mac, mac),
            "watchword-audit-checkpoint v=1 seq= seq==1 at=+1000000000-01-01T00:00:00Z")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("checkpoints")
  @FuzzTest(maxDuration = SECONDS)
  void checkpoint(byte[] data) {
    try {
      String line = new String(data, StandardCharsets.UTF_8);
      AuditCheckpoint read = AuditCheckpoint.parse(line);
      assertThat(AuditCheckpoint.parse(read.toLine())).isEqualTo(read);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
