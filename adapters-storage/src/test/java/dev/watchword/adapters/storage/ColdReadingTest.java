package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command that finds no agent reads a code in a process of its own, which must start at once.
class ColdReadingTest {

  @Test
  void loadsNoLibraryButSqlite(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("vault.db");
    try (Database database = Database.open(new DatabaseSettings.Sqlite(file))) {
      new JdbiVaultRepository(database).create(header(vault(1), 1));
    }

    Process reader =
        JavaProcess.start(
            ":", List.of("-verbose:class"), CodeReadingProcess.class, file.toString());
    try (BufferedReader lines = JavaProcess.lines(reader)) {
      List<String> loaded = lines.readAllLines();
      assertThat(reader.waitFor()).isZero();
      assertThat(loaded)
          .anyMatch(line -> line.contains("org.sqlite.core.NativeDB "))
          .noneMatch(line -> line.contains("org.jdbi.v3.core.Jdbi "))
          .noneMatch(line -> line.contains("org.flywaydb.core.Flyway "))
          .noneMatch(line -> line.contains("com.zaxxer."))
          .noneMatch(line -> line.contains("org.postgresql."))
          .noneMatch(line -> line.contains("org.bouncycastle."))
          .noneMatch(line -> line.contains("com.google."));
    } finally {
      reader.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
