package dev.watchword.app;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.watchword.adapters.cli.CliModule;
import dev.watchword.adapters.cli.CliPictures;
import dev.watchword.adapters.cli.CliServices;
import dev.watchword.adapters.cli.CliTransfers;
import dev.watchword.adapters.http.HttpModule;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.adapters.imaging.ImagingModule;
import dev.watchword.adapters.interchange.InterchangeModule;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.vault.VaultDoor;
import java.time.InstantSource;
import java.util.List;

/// The supported combinations of modules, and the injectors made of them.
final class Programs {

  private Programs() {}

  /// What reads and draws pictures, without a vault.
  static CliPictures pictures() {
    return Guice.createInjector(picturesModules()).getInstance(CliPictures.class);
  }

  /// What keeps a vault, on a store that is open.
  static CliServices vault(Database database) {
    return Guice.createInjector(vaultModules(database)).getInstance(CliServices.class);
  }

  static List<Module> vaultModules(Database database) {
    return List.of(
        new StrictModule(),
        new TimeAndChanceModule(),
        new CoreModule(),
        new StorageModule(database),
        new CliModule());
  }

  static List<Module> picturesModules() {
    return List.of(new StrictModule(), new ImagingModule(), new CliModule.Pictures());
  }

  /// Keys in tokens.
  static RootKeys rootKeys() {
    return StorageModule.rootKeys();
  }

  /// What moves accounts in and out.
  static CliTransfers transfers() {
    return Guice.createInjector(transferModules()).getInstance(CliTransfers.class);
  }

  static List<Module> transferModules() {
    return List.of(
        new StrictModule(),
        new TimeAndChanceModule(),
        new ImagingModule(),
        new InterchangeModule(),
        new CliModule.Transfers());
  }

  /// The server on a store that is open; not started yet.
  static Served server(Database database, ServerSettings settings, ServedNode node) {
    Injector injector = Guice.createInjector(serverModules(database, settings, node));
    return new Served(
        injector.getInstance(WatchwordServer.class),
        injector.getInstance(Chores.class),
        injector.getInstance(VaultDoor.class),
        new RollbackGuard(
            database,
            injector.getInstance(AuditLog.class),
            injector.getInstance(EnrolmentRepository.class),
            injector.getInstance(InstantSource.class),
            node.name()));
  }

  static List<Module> serverModules(Database database, ServerSettings settings, ServedNode node) {
    return List.of(
        new StrictModule(),
        new TimeAndChanceModule(),
        new CoreModule(),
        new StorageModule(database),
        new ImagingModule(),
        new InterchangeModule(),
        new HttpModule(),
        new ServedModule(settings, node));
  }
}
