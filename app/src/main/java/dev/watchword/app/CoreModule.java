package dev.watchword.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.SessionRepository;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultRepository;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Builds the use cases of core, which knows no injector.
final class CoreModule extends AbstractModule {

  @Provides
  @Singleton
  KeySlots keySlots(PassphraseKdf kdf, SecureRandom random, InstantSource clock) {
    return new KeySlots(kdf, random, clock);
  }

  @Provides
  @Singleton
  CreateVault createVault(
      VaultRepository repository, KeySlots slots, SecureRandom random, InstantSource clock) {
    return new CreateVault(repository, slots, random, clock);
  }

  @Provides
  @Singleton
  UnlockVault unlockVault(
      VaultRepository repository, KeySlots slots, SecureRandom random, InstantSource clock) {
    return new UnlockVault(repository, slots, random, clock);
  }

  @Provides
  @Singleton
  PassphrasePolicy passphrasePolicy() {
    return new PassphrasePolicy(PassphrasePolicy.ALONE, new CommonPasswords());
  }

  @Provides
  @Singleton
  Accounts.Stores accountStores(
      PersonRepository persons,
      SessionRepository sessions,
      PasswordTallyRepository tallies,
      NoticeRepository notices,
      PasskeyRepository passkeys,
      ProviderAccountRepository providers,
      ApiTokenRepository tokens,
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog auditLog,
      Transactions transactions) {
    return new Accounts.Stores(
        persons,
        sessions,
        tallies,
        notices,
        passkeys,
        providers,
        tokens,
        enrolments,
        recoveries,
        auditLog,
        transactions);
  }
}
