package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every page of a vault's file damaged in turn: whoever asks for codes gets the right ones, or
/// none (SECURITY FI-07).
@Tag("slow")
class DamagedPagesTest {

  private static final int PAGE = 4096;
  private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
  private static final String PASSPHRASE = "passphrase";

  @TempDir Path folder;

  /// What happens to a page.
  private enum Damage {
    ZEROED {
      @Override
      void to(byte[] file, int from, Random random) {
        Arrays.fill(file, from, from + PAGE, (byte) 0);
      }
    },
    SCRAMBLED {
      @Override
      void to(byte[] file, int from, Random random) {
        byte[] noise = new byte[PAGE];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, file, from, PAGE);
      }
    },
    A_BYTE {
      @Override
      void to(byte[] file, int from, Random random) {
        file[from + random.nextInt(PAGE)] ^= (byte) (1 + random.nextInt(255));
      }
    },
    ANOTHER_PAGE {
      @Override
      void to(byte[] file, int from, Random random) {
        int other = random.nextInt(file.length / PAGE) * PAGE;
        System.arraycopy(file.clone(), other, file, from, PAGE);
      }
    };

    abstract void to(byte[] file, int from, Random random);
  }

  @Test
  void neverLeadToAWrongCode() throws Exception { // FI-07
    Path file = folder.resolve("vault.db");
    Map<EntryId, String> right = new HashMap<>();
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file));
        OpenVault vault =
            RotatingProcess.create(new JdbiVaultRepository(database), PASSPHRASE, 40)) {
      vault.entries().forEach(each -> right.put(each.id(), code(vault, each.id()).orElseThrow()));
    }
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(7);
    int given = 0;
    int withheld = 0;
    for (int from = 0; from < sound.length; from += PAGE) {
      for (Damage damage : Damage.values()) {
        byte[] damaged = sound.clone();
        damage.to(damaged, from, random);
        Map<EntryId, String> codes = codes(written(damaged));
        assertThat(right).as("page %d, %s", from / PAGE, damage).containsAllEntriesOf(codes);
        given += codes.size();
        withheld += right.size() - codes.size();
      }
    }
    System.out.printf(
        "%d pages, %d damages each: %d codes given, all right; %d withheld%n",
        sound.length / PAGE, Damage.values().length, given, withheld);
    assertThat(given).isPositive();
    assertThat(withheld).isPositive();
  }

  private Path written(byte[] bytes) throws Exception {
    Path file = folder.resolve("damaged.db");
    for (String each : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve("damaged.db" + each));
    }
    PrivateFiles.makeFile(file);
    return Files.write(file, bytes);
  }

  /// The codes that can be had; nothing but a sentence may come otherwise.
  private static Map<EntryId, String> codes(Path file) {
    Map<EntryId, String> codes = new HashMap<>();
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      JdbiVaultRepository store = new JdbiVaultRepository(database);
      Optional<OpenVault> opened =
          store.vaults().isEmpty() ? Optional.empty() : RotatingProcess.open(store, PASSPHRASE);
      if (opened.isPresent()) {
        try (OpenVault vault = opened.get()) {
          vault
              .entries()
              .forEach(each -> code(vault, each.id()).ifPresent(it -> codes.put(each.id(), it)));
        }
      }
    } catch (StorageException | TamperingException sentence) {
      assertThat(sentence.getMessage()).isNotBlank().doesNotContain("Exception");
    }
    return codes;
  }

  private static Optional<String> code(OpenVault vault, EntryId id) {
    try {
      return Optional.of(vault.code(id, NOW).code());
    } catch (StorageException | TamperingException sentence) {
      return Optional.empty();
    }
  }
}
