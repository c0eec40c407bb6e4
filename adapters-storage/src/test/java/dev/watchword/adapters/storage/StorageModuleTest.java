package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.VaultRepository;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageModuleTest {

  @Test
  void bindsEveryPortOnce(@TempDir Path folder) {
    try (Database database =
        Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")))) {
      Injector injector = Guice.createInjector(new StorageModule(database));

      assertThat(injector.getInstance(VaultRepository.class))
          .isInstanceOf(JdbiVaultRepository.class)
          .isSameAs(injector.getInstance(VaultRepository.class));
      assertThat(injector.getInstance(Transactions.class)).isSameAs(database);
      assertThat(injector.getInstance(PassphraseKdf.class)).isInstanceOf(FastestArgon2.class);
    }
  }

  @Test
  void tellsAPathFromAUrl() {
    assertThat(settings("/data/vault.db"))
        .isEqualTo(new DatabaseSettings.Sqlite(Path.of("/data/vault.db")));
    assertThat(settings("jdbc:postgresql://db.example/watchword"))
        .isEqualTo(
            new DatabaseSettings.Postgresql(
                "jdbc:postgresql://db.example/watchword",
                Optional.of("watchword"),
                Optional.empty(),
                DatabaseSettings.Postgresql.DEFAULT_CONNECTIONS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "jdbc:mysql://db.example/x",
        "jdbc:postgresql://db.example/x?Password=hunter2"
      })
  void refusesOtherDatabasesAndPasswordsInUrls(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(text))
        .withMessageNotContaining("hunter2");
  }

  private static DatabaseSettings settings(String text) {
    return DatabaseSettings.parse(text, Optional.of("watchword"), Optional.empty());
  }
}
