package dev.watchword.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.adapters.http.CurrentAccounts;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.PeoplePorts;
import dev.watchword.adapters.http.RowsOnRecord;
import dev.watchword.adapters.http.ServerPorts;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.SealTokens;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.custody.ToldNotices;
import dev.watchword.core.custody.Webhooks;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.IconMaker;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.vault.VaultRepository;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Binds what one run of the server was told: where to listen, and who it is; and the vault that it
/// serves, with the verifier and the people who are known by its key.
final class ServedModule extends AbstractModule {

  private final ServerSettings settings;
  private final ServedNode node;

  ServedModule(ServerSettings settings, ServedNode node) {
    this.node = node;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(ServerSettings.class).toInstance(settings);
    bind(CurrentVault.class).to(VaultDoor.class);
    bind(CurrentVerifier.class).to(ServedVerifier.class);
    bind(CurrentAccounts.class).to(ServedAccounts.class);
  }

  @Provides
  @Singleton
  VaultDoor door(
      VaultRepository vaults,
      CreateVault create,
      UnlockVault unlock,
      KeySlots slots,
      SecureRandom random,
      Provider<ServedWatch> watch) {
    return new VaultDoor(vaults, create, unlock, slots, random, Argon2idParameters.STANDARD)
        .lookingFirst((opened, asked) -> watch.get().lookFirst(opened, asked));
  }

  @Provides
  @Singleton
  ServedVerifier verifier(
      CurrentVault vault,
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog auditLog,
      ApiTokenRepository tokens,
      Transactions transactions,
      SecureRandom random,
      InstantSource clock,
      QrRenderer renderer) {
    return new ServedVerifier(
        vault,
        new Verifier.Stores(enrolments, recoveries, auditLog),
        (key, trail) ->
            new SealTokens(tokens, new TokenKeys(key), transactions, auditLog, trail, clock),
        node.name(),
        node.anchor(),
        random,
        clock,
        renderer);
  }

  @Provides
  @Singleton
  ServedAccounts accounts(
      CurrentVault vault,
      Accounts.Stores stores,
      PassphraseKdf kdf,
      PassphrasePolicy policy,
      WebAuthn webAuthn,
      Optional<IdentityProvider> provider,
      ServedCustody custody,
      SecureRandom random,
      InstantSource clock) {
    var hashing = new PasswordHashing(kdf, random);
    var told = new ToldNotices(stores.notices(), stores.persons(), custody::webhooks);
    return new ServedAccounts(
        vault, stores.with(told), node.name(), hashing, policy, webAuthn, provider, random, clock);
  }

  @Provides
  @Singleton
  PeoplePorts people(
      VaultDoor door,
      CurrentAccounts accounts,
      PersonRepository persons,
      PassphrasePolicy policy,
      QrRenderer renderer,
      ServedCustody custody) {
    return new PeoplePorts(door, accounts, persons, policy, renderer).withCustody(custody);
  }

  @Provides
  @Singleton
  ServedCustody custody(
      CurrentVault vault,
      CustodyStore custody,
      AuditLog auditLog,
      Transactions transactions,
      SecureRandom random,
      Webhooks.Sender webhooks) {
    return new ServedCustody(
        vault, new Custody.Stores(custody, auditLog, transactions), node.name(), random, webhooks);
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
  ServedWatch watch(
      CurrentVault vault,
      ServedVerifier verifier,
      ServedAccounts accounts,
      ServedCustody custody,
      ApiTokenRepository tokens,
      RowDistrust distrust,
      AuditLog auditLog,
      InstantSource clock) {
    return new ServedWatch(
        vault,
        opened ->
            new RowsOnRecord(verifier.of(opened), accounts.of(opened), custody.of(opened), tokens),
        distrust,
        auditLog,
        node,
        clock);
  }

  @Provides
  @Singleton
  Chores chores(
      ServedVerifier verifier, ServedAccounts accounts, ServedCustody custody, ServedWatch watch) {
    return new Chores(
        Stream.of(
                verifier.upkeep(),
                List.of(accounts.upkeep()),
                custody.upkeep(),
                List.of(watch.upkeep()))
            .flatMap(List::stream)
            .toList(),
        new Chore("the last checkpoint", Duration.ZERO, verifier.lastCheckpoint()));
  }
}
