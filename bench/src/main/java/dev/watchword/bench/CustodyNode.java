package dev.watchword.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifierRows;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// One process of a server that keeps custody, as far as the store sees it: a database of its own
/// connections, the vault open, and custody on both.
final class CustodyNode implements AutoCloseable {

  static final String PASSPHRASE = "a passphrase for measuring";

  private static final Origin BY = Origin.of("bench");
  private static final int AUDIT_BATCH = 5_000;

  private final Database database;
  private final Injector parts;
  private final OpenVault vault;
  private final Custody custody;
  private final AuditTrail trail;

  CustodyNode(DatabaseSettings settings, String name) {
    SecureRandom random = new SecureRandom();
    this.database = Database.open(settings);
    this.parts =
        Guice.createInjector(
            new StorageModule(database),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(SecureRandom.class).toInstance(random);
                bind(InstantSource.class).toInstance(InstantSource.system());
              }
            });
    this.vault = open(random);
    this.custody =
        Custody.of(
            new Custody.Stores(
                parts.getInstance(CustodyStore.class), parts.getInstance(AuditLog.class), database),
            vault,
            name,
            random);
    try (VaultKey key = vault.verifierKey()) {
      this.trail = new AuditTrail(new AuditKeys(key), name);
    }
  }

  /// The store's vault; a new one where there is none.
  private OpenVault open(SecureRandom random) {
    InstantSource clock = InstantSource.system();
    VaultRepository vaults = parts.getInstance(VaultRepository.class);
    KeySlots slots = new KeySlots(parts.getInstance(PassphraseKdf.class), random, clock);
    try (Unlocker unlocker = new Unlocker.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray()))) {
      return vaults.vaults().isEmpty()
          ? new CreateVault(vaults, slots, random, clock)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.STANDARD)
          : ((UnlockOutcome.Unlocked)
                  new UnlockVault(vaults, slots, random, clock)
                      .unlock(vaults.vaults().getFirst(), unlocker))
              .vault();
    }
  }

  Custody custody() {
    return custody;
  }

  /// So many entries of readings, with their places in the chain.
  void fillAudit(long count) {
    fillAudit(
        count,
        Instant.now(),
        _ ->
            new AuditEvent.Custody(
                "held",
                UUID.randomUUID(),
                AuditEvent.Custody.Act.CODE_READ,
                "grant=" + UUID.randomUUID()));
  }

  /// As [#fillAudit(long)], of events at a time.
  ///
  /// @param event makes one, given its number from 0 on
  void fillAudit(long count, Instant at, LongFunction<AuditEvent> event) {
    CustodyStore store = parts.getInstance(CustodyStore.class);
    LinkAudit link = new LinkAudit(parts.getInstance(AuditLog.class), trail);
    for (long done = 0; done < count; done += AUDIT_BATCH) {
      List<AuditEntry> entries = new ArrayList<>(AUDIT_BATCH);
      for (int i = 0; i < Math.min(AUDIT_BATCH, count - done); i++) {
        entries.add(trail.entry(at, BY, event.apply(done + i)));
      }
      store.write(List.of(), entries);
      link.link();
    }
  }

  /// Binds a factor for each of so many subscribers, by the verifier's own acts.
  ///
  /// @param name of one, given its number from 0 on
  void enrol(int count, IntFunction<Subscriber> name) {
    AuditLog log = parts.getInstance(AuditLog.class);
    try (VaultKey key = vault.verifierKey()) {
      VerifierRows rows =
          VerifierRows.of(
              parts.getInstance(EnrolmentRepository.class),
              parts.getInstance(RecoveryRepository.class),
              key,
              vault.id().value(),
              parts.getInstance(SecureRandom.class));
      BeginEnrolment begin =
          new BeginEnrolment(
              rows.enrolments(),
              rows.enrolmentKeys(),
              log,
              trail,
              parts.getInstance(SecureRandom.class));
      ConfirmEnrolment confirm =
          new ConfirmEnrolment(
              rows.enrolments(),
              rows.enrolmentKeys(),
              log,
              trail,
              VerificationPolicy.STANDARD.window());
      IntStream.range(0, count).parallel().forEach(i -> enrol(begin, confirm, name.apply(i)));
    }
  }

  private static void enrol(BeginEnrolment begin, ConfirmEnrolment confirm, Subscriber who) {
    var parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    var request = new EnrolmentRequest(who, new Label("Bench", "b"), parameters);
    Begun begun = (Begun) begin.begin(request, BY);
    try (var offer = begun.offer();
        var uri = KeyUri.parse(offer.revealUri())) {
      String code = new Hotp(uri.key().secret(), HashAlgorithm.SHA1, Digits.SIX).code(0);
      confirm.confirm(who.relyingParty(), offer.id(), SubmittedCode.of(code), BY);
    } catch (KeyUriSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vault.close();
    database.close();
  }
}
