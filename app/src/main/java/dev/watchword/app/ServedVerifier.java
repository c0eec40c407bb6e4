package dev.watchword.app;

import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The verifier of a server that has a vault open, under a key derived from that vault's.
/// Thread-safe.
final class ServedVerifier implements CurrentVerifier {

  private static final String NODE = "serve";

  private final CurrentVault vault;
  private final Verifier.Stores stores;
  private final SecureRandom random;
  private final QrRenderer renderer;
  private @Nullable Verifier made;

  ServedVerifier(
      CurrentVault vault, Verifier.Stores stores, SecureRandom random, QrRenderer renderer) {
    this.vault = vault;
    this.stores = stores;
    this.random = random;
    this.renderer = renderer;
  }

  @Override
  public synchronized Optional<Verifier> verifier() {
    Optional<OpenVault> open = vault.vault();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    if (made == null) {
      try (VaultKey key = open.get().verifierKey()) {
        made =
            Verifier.of(
                stores,
                key,
                open.get().id().value(),
                NODE,
                random,
                VerificationPolicy.STANDARD,
                renderer);
      }
    }
    return Optional.of(made);
  }
}
