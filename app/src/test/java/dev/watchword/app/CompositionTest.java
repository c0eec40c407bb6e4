package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {

  @TempDir Path folder;

  @Test
  void everyBindingOfTheProgramWithoutAVaultResolves() {
    resolve(Programs.picturesModules());
  }

  @Test
  void everyBindingOfTheProgramOnAVaultResolves() {
    try (Database database = database()) {
      resolve(Programs.vaultModules(database));
    }
  }

  @Test
  void everyBindingOfTheTransfersResolves() {
    resolve(Programs.transferModules());
  }

  @Test
  void everyBindingOfTheServerResolves() {
    try (Database database = database()) {
      resolve(
          Programs.serverModules(
              database,
              ServerSettings.standard().withPort(0),
              TestNodes.named("node-1", folder.resolve("anchor"))));
    }
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(folder.resolve("vault.db")));
  }

  private static void resolve(List<Module> modules) {
    Injector injector = Guice.createInjector(modules);
    int ours = 0;
    for (Key<?> key : injector.getAllBindings().keySet()) {
      assertThat((Object) injector.getInstance(key)).as(key.toString()).isNotNull();
      ours += key.toString().contains("dev.watchword") ? 1 : 0;
    }
    assertThat(ours).isPositive();
  }

  /// A class that Guice could make by itself, if it were let.
  static final class Unnamed {}

  @Test
  void nothingIsMadeThatNoModuleNames() {
    Injector strict = Guice.createInjector(new StrictModule());

    assertThatThrownBy(() -> strict.getInstance(Unnamed.class))
        .isInstanceOf(ConfigurationException.class);
    assertThat(Guice.createInjector(new AbstractModule() {}).getInstance(Unnamed.class))
        .isNotNull();
  }

  @Test
  void theVersionComesFromTheBuild() {
    try (Composition composition = new Composition(java.util.Map.of())) {
      assertThat(composition.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }
  }
}
