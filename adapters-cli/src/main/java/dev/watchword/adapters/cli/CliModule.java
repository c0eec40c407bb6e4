package dev.watchword.adapters.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.RowDistrust;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultRepository;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Binds [CliServices], which hands the program's parts to the commands. Its [Pictures] is for a
/// program without a vault.
///
/// Asks for the ports and use cases that it passes on, and makes none of them itself.
public final class CliModule extends AbstractModule {

  @Provides
  @Singleton
  CliServices services(
      VaultRepository repository,
      ApiTokenRepository tokens,
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog auditLog,
      RowDistrust distrust,
      CreateVault createVault,
      UnlockVault unlockVault,
      KeySlots keySlots,
      PassphrasePolicy passphrasePolicy,
      Accounts.Stores accounts,
      PassphraseKdf kdf,
      CustodyStore custody,
      Transactions transactions,
      SecureRandom random,
      InstantSource clock) {
    return new CliServices(
        repository,
        tokens,
        new VerifierStores(enrolments, recoveries, auditLog, distrust),
        createVault,
        unlockVault,
        keySlots,
        passphrasePolicy,
        new RecordTransfer(auditLog, clock, "cli"),
        new OperatorAccounts(accounts, kdf),
        new Custody.Stores(custody, auditLog, transactions),
        random,
        clock);
  }

  /// What a command without a vault asks for.
  public static final class Pictures extends AbstractModule {

    @Provides
    @Singleton
    CliPictures pictures(ImageDecoder decoder, QrRenderer renderer) {
      return new CliPictures(decoder, renderer);
    }
  }

  /// What a command that moves accounts in or out asks for.
  public static final class Transfers extends AbstractModule {

    @Provides
    @Singleton
    CliTransfers transfers(
        List<BackupFormat> formats,
        ImageDecoder decoder,
        QrRenderer renderer,
        SecureRandom random,
        InstantSource clock) {
      return new CliTransfers(
          formats,
          decoder,
          new ExportBackup(new ReadBackups(formats, decoder), formats, random, renderer, clock));
    }
  }
}
