package dev.watchword.app;

import dev.watchword.adapters.http.CurrentAccounts;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people of a server that has a vault open, authenticated under a key derived from that
/// vault's. Thread-safe.
final class ServedAccounts implements CurrentAccounts {

  private static final Duration SWEEP_PAUSE = Duration.ofMinutes(1);
  private static final String ISSUER = "Watchword";

  private final CurrentVault vault;
  private final Accounts.Stores stores;
  private final String node;
  private final PasswordHashing hashing;
  private final PassphrasePolicy policy;
  private final WebAuthn webAuthn;
  private final Optional<IdentityProvider> provider;
  private final SecureRandom random;
  private final InstantSource clock;
  private @Nullable Accounts made;

  /// @param node this process's name in the audit log
  ServedAccounts(
      CurrentVault vault,
      Accounts.Stores stores,
      String node,
      PasswordHashing hashing,
      PassphrasePolicy policy,
      WebAuthn webAuthn,
      Optional<IdentityProvider> provider,
      SecureRandom random,
      InstantSource clock) {
    this.vault = vault;
    this.stores = stores;
    this.node = node;
    this.hashing = hashing;
    this.policy = policy;
    this.webAuthn = webAuthn;
    this.provider = provider;
    this.random = random;
    this.clock = clock;
  }

  /// The people of the same server for a vault that is not open for others yet.
  ServedAccounts of(OpenVault opened) {
    return new ServedAccounts(
        () -> Optional.of(opened),
        stores,
        node,
        hashing,
        policy,
        webAuthn,
        provider,
        random,
        clock);
  }

  @Override
  public synchronized Optional<Accounts> accounts() {
    Optional<OpenVault> open = vault.vault();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    if (made == null) {
      try (VaultKey key = open.get().verifierKey()) {
        made = Accounts.of(stores, key, setting(open.get()));
      }
    }
    return Optional.of(made);
  }

  private Accounts.Setting setting(OpenVault open) {
    return new Accounts.Setting(
        open.id().value(),
        node,
        ISSUER,
        hashing,
        policy,
        VerificationPolicy.STANDARD,
        webAuthn,
        provider,
        random,
        clock);
  }

  /// What has to be done again and again while they are served.
  Chore upkeep() {
    return new Chore(
        "erasing sessions that ended",
        SWEEP_PAUSE,
        () -> accounts().ifPresent(it -> it.upkeep().sweep()));
  }
}
