package dev.watchword.app;

import com.google.inject.AbstractModule;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.core.vault.CurrentVault;

/// Binds what one run of the server was told: where to listen, and which vault to serve.
final class ServedModule extends AbstractModule {

  private final ServerSettings settings;
  private final CurrentVault vault;

  ServedModule(ServerSettings settings, CurrentVault vault) {
    this.settings = settings;
    this.vault = vault;
  }

  @Override
  protected void configure() {
    bind(ServerSettings.class).toInstance(settings);
    bind(CurrentVault.class).toInstance(vault);
  }
}
