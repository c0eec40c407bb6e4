package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.ServerSettings;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.adapters.storage.Database;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.enrolment.BeginOutcome.Begun;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.enrolment.EnrolmentRequest;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.verification.OtpAttempt;
import dev.watchword.core.verification.Verification;
import java.util.function.UnaryOperator;

/// The parts of a server on a store, wired as the program wires them, with no port open.
///
/// @param parts all of them
record ServedParts(Injector parts) implements AutoCloseable {

  static final String PASSPHRASE = "a passphrase of the vault";
  static final Origin BY = Origin.of("token:test");

  static ServedParts on(Database database, ServedNode node) {
    return on(database, node, log -> log);
  }

  /// @param log puts something else in the place of the audit log
  static ServedParts on(Database database, ServedNode node, UnaryOperator<AuditLog> log) {
    var modules = Programs.serverModules(database, ServerSettings.standard().withPort(0), node);
    AuditLog real =
        Guice.createInjector(Programs.vaultModules(database)).getInstance(AuditLog.class);
    return new ServedParts(
        Guice.createInjector(
            Modules.override(modules)
                .with(
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(AuditLog.class).toInstance(log.apply(real));
                      }
                    })));
  }

  VaultDoor door() {
    return parts.getInstance(VaultDoor.class);
  }

  /// Makes the vault, and leaves it open.
  ServedParts made() {
    try (Passphrase passphrase = passphrase()) {
      door().create(passphrase).orElseThrow().close();
    }
    return this;
  }

  ServedParts unlocked() {
    try (Unlocker unlocker = new Unlocker.ByPassphrase(passphrase())) {
      assertThat(door().unlock(unlocker)).isInstanceOf(UnlockOutcome.Unlocked.class);
    }
    return this;
  }

  private static Passphrase passphrase() {
    return Passphrase.of(PASSPHRASE.toCharArray());
  }

  Verifier verifier() {
    return parts.getInstance(CurrentVerifier.class).verifier().orElseThrow();
  }

  Accounts accounts() {
    return parts.getInstance(ServedAccounts.class).accounts().orElseThrow();
  }

  Custody custody() {
    return parts.getInstance(ServedCustody.class).custody().orElseThrow();
  }

  /// A device that is bound by its first code.
  Hotp enrol(Subscriber who) {
    var parameters = new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0);
    var request = new EnrolmentRequest(who, new Label("Example", who.id().value()), parameters);
    Begun begun = (Begun) verifier().begin().begin(request, BY);
    try (var offer = begun.offer()) {
      OtpKey key = KeyUri.parse(offer.revealUri()).key();
      Hotp device = new Hotp(key.secret(), parameters.algorithm(), parameters.digits());
      var code = SubmittedCode.of(device.code(0));
      assertThat(verifier().confirm().confirm(who.relyingParty(), offer.id(), code, BY))
          .isInstanceOf(ConfirmOutcome.Confirmed.class);
      return device;
    } catch (KeyUriSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Submits the second code of a device.
  Verification verifySecond(Subscriber who, Hotp device) {
    var code = SubmittedCode.of(device.code(1));
    return verifier().verify().verify(new OtpAttempt(who, code, Purpose.LOGIN, BY));
  }

  @Override
  public void close() {
    door().close();
  }
}
