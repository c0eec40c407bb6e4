package dev.watchword.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.ServerPorts;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.IconMaker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Binds what one run of the server was told: where to listen, which vault to serve, and who it is.
final class ServedModule extends AbstractModule {

  private final ServerSettings settings;
  private final CurrentVault vault;
  private final ServedNode node;

  ServedModule(ServerSettings settings, CurrentVault vault, ServedNode node) {
    this.node = node;
    this.settings = settings;
    this.vault = vault;
  }

  @Override
  protected void configure() {
    bind(ServerSettings.class).toInstance(settings);
    bind(CurrentVault.class).toInstance(vault);
    bind(CurrentVerifier.class).to(ServedVerifier.class);
  }

  @Provides
  @Singleton
  ServedVerifier verifier(
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog auditLog,
      SecureRandom random,
      InstantSource clock,
      QrRenderer renderer) {
    return new ServedVerifier(
        vault,
        new Verifier.Stores(enrolments, recoveries, auditLog),
        node.name(),
        node.anchor(),
        random,
        clock,
        renderer);
  }

  @Provides
  @Singleton
  ServerPorts.VaultSide vaultSide(
      List<BackupFormat> formats, AuditLog auditLog, QrRenderer renderer, IconMaker icons) {
    return new ServerPorts.VaultSide(
        formats, auditLog, node.anchor(), renderer, icons, node.name());
  }

  @Provides
  @Singleton
  Chores chores(ServedVerifier verifier) {
    return new Chores(verifier.upkeep());
  }
}
