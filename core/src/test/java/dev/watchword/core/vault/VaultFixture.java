package dev.watchword.core.vault;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// A vault in memory, with everything about it handed in.
final class VaultFixture {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final String PASSPHRASE = "correct horse battery staple";

  final MutableClock clock = MutableClock.at(NOW);
  final SecureRandom random = FixedRandom.seeded(42);
  final InMemoryVaultRepository repository = new InMemoryVaultRepository();
  final KeySlots slots = new KeySlots(new FakeKdf(), random, clock);

  OpenVault create() {
    try (Unlocker unlocker = passphrase(PASSPHRASE)) {
      return new CreateVault(repository, slots, random, clock)
          .create(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.STANDARD);
    }
  }

  UnlockOutcome unlock(VaultId id, Unlocker unlocker) {
    try (unlocker) {
      return new UnlockVault(repository, slots, random, clock).unlock(id, unlocker);
    }
  }

  OpenVault reopen(VaultId id) {
    return ((UnlockOutcome.Unlocked) unlock(id, passphrase(PASSPHRASE))).vault();
  }

  static Unlocker.ByPassphrase passphrase(String text) {
    return new Unlocker.ByPassphrase(Passphrase.of(text.toCharArray()));
  }

  static NewEntry entry(String issuer, String account) {
    return entry(issuer, account, TotpParameters.STANDARD);
  }

  static NewEntry entry(String issuer, String account, OtpParameters parameters) {
    return new NewEntry(
        new Label(issuer, account),
        new OtpKey(parameters, SharedSecret.ofBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")));
  }

  static Entry add(OpenVault vault, NewEntry entry) {
    try (entry) {
      return vault.add(List.of(entry)).getFirst();
    }
  }
}
