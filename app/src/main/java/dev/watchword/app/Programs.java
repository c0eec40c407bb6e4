package dev.watchword.app;

import com.google.inject.Guice;
import com.google.inject.Module;
import dev.watchword.adapters.cli.CliModule;
import dev.watchword.adapters.cli.CliPictures;
import dev.watchword.adapters.imaging.ImagingModule;
import java.util.List;

/// The supported combinations of modules, and the injectors made of them.
final class Programs {

  private Programs() {}

  /// What reads and draws pictures, without a vault.
  static CliPictures pictures() {
    return Guice.createInjector(picturesModules()).getInstance(CliPictures.class);
  }

  static List<Module> picturesModules() {
    return List.of(new StrictModule(), new ImagingModule(), new CliModule.Pictures());
  }
}
