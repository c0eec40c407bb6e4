package dev.watchword.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.PeoplePorts;
import dev.watchword.adapters.http.ServerPorts;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.IconMaker;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the program's composition root binds, for a server without people.
final class BenchModule extends AbstractModule {

  private final VaultKey key;
  private final CurrentVault vault;

  /// @param key the verifier's
  /// @param vault what is served of it
  BenchModule(VaultKey key, CurrentVault vault) {
    this.key = key;
    this.vault = vault;
  }

  @Override
  protected void configure() {
    bind(ServerSettings.class)
        .toInstance(
            ServerSettings.standard()
                .withPort(0)
                .withRelyingPartyRequestsPerMinute(Integer.MAX_VALUE));
    bind(CurrentVault.class).toInstance(vault);
    bind(InstantSource.class).toInstance(InstantSource.system());
    bind(SecureRandom.class).toInstance(new SecureRandom());
  }

  /// Without formats: nothing is imported here.
  @Provides
  ServerPorts.VaultSide vaultSide(AuditLog log, QrRenderer renderer, IconMaker icons) {
    return new ServerPorts.VaultSide(List.of(), log, checkpoints(), renderer, icons, "bench");
  }

  private static CheckpointSink checkpoints() {
    return new CheckpointSink() {
      @Override
      public void write(AuditCheckpoint checkpoint) {}

      @Override
      public void note(AuditCheckpoint newest) {}

      @Override
      public Optional<AuditCheckpoint> last() {
        return Optional.empty();
      }

      @Override
      public Optional<AuditCheckpoint> newest() {
        return Optional.empty();
      }
    };
  }

  /// Nobody has an account here.
  @Provides
  PeoplePorts people(
      VaultRepository vaults,
      PassphraseKdf kdf,
      PersonRepository persons,
      SecureRandom random,
      InstantSource clock,
      QrRenderer renderer) {
    KeySlots slots = new KeySlots(kdf, random, clock);
    VaultDoor door =
        new VaultDoor(
            vaults,
            new CreateVault(vaults, slots, random, clock),
            new UnlockVault(vaults, slots, random, clock),
            slots,
            random,
            Argon2idParameters.STANDARD);
    PassphrasePolicy policy = new PassphrasePolicy(PassphrasePolicy.ALONE, word -> false);
    return new PeoplePorts(door, Optional::empty, persons, policy, renderer);
  }

  @Provides
  @Singleton
  CurrentVerifier verifier(
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog log,
      SecureRandom random,
      QrRenderer renderer) {
    Verifier made =
        Verifier.of(
            new Verifier.Stores(enrolments, recoveries, log),
            key,
            UUID.randomUUID(),
            "bench",
            random,
            VerificationPolicy.STANDARD,
            renderer);
    return () -> Optional.of(made);
  }
}
