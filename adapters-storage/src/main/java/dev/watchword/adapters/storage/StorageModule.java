package dev.watchword.adapters.storage;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.session.SessionRepository;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.VaultRepository;
import java.nio.file.Path;

/// Binds the storage ports to one open [Database], the passphrase KDF to Argon2id, and the reading
/// of key and passphrase files.
///
/// Every instance is single and thread-safe. The database stays the caller's to close.
public final class StorageModule extends AbstractModule {

  private final Database database;

  public StorageModule(Database database) {
    this.database = database;
  }

  /// Audit checkpoints in two files, which are to lie where whoever can write to the database
  /// can't.
  ///
  /// @param file those that are kept
  /// @param newest what is noted between them
  public static CheckpointSink checkpoints(Path file, Path newest) {
    return new FileCheckpoints(file, newest);
  }

  /// Keys in PKCS#11 tokens.
  public static RootKeys rootKeys() {
    return new Pkcs11RootKeys();
  }

  /// Gives files of checkpoints other names, for those of a log that is gone; the next checkpoint
  /// begins a file. Those that are not there are passed over.
  public static void setAside(Path file, Path newest) {
    FileCheckpoints.setAside(file);
    FileCheckpoints.setAside(newest);
  }

  @Provides
  Transactions transactions() {
    return database;
  }

  @Provides
  RowDistrust rowDistrust() {
    return database;
  }

  @Provides
  @Singleton
  VaultRepository vaultRepository() {
    return new JdbiVaultRepository(database);
  }

  @Provides
  @Singleton
  EnrolmentRepository enrolmentRepository() {
    return new JdbiEnrolmentRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  RecoveryRepository recoveryRepository() {
    return new JdbiRecoveryRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  AuditLog auditLog() {
    return new JdbiAuditLog(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  CustodyStore custodyStore() {
    return new JdbiCustodyStore(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  ApiTokenRepository apiTokenRepository() {
    return new JdbiApiTokenRepository(database);
  }

  @Provides
  @Singleton
  PersonRepository personRepository() {
    return new JdbiPersonRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  SessionRepository sessionRepository() {
    return new JdbiSessionRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  PasswordTallyRepository passwordTallyRepository() {
    return new JdbiPasswordTallyRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  PasskeyRepository passkeyRepository() {
    return new JdbiPasskeyRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  ProviderAccountRepository providerAccountRepository() {
    return new JdbiProviderAccountRepository(database, database.verifierDialect());
  }

  @Provides
  @Singleton
  NoticeRepository noticeRepository() {
    return new JdbiNoticeRepository(database);
  }

  @Provides
  @Singleton
  PassphraseKdf passphraseKdf() {
    return new FastestArgon2();
  }
}
