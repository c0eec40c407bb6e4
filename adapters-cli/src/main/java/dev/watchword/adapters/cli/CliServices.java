package dev.watchword.adapters.cli;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultRepository;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The parts of the program that a vault needs, on one store.
///
/// Public because the composition root asks the injector for it; see [WatchwordCli.Wiring].
public final class CliServices {

  private final VaultRepository repository;
  private final ApiTokenRepository tokens;
  private final VerifierStores verifierStores;
  private final CreateVault createVault;
  private final UnlockVault unlockVault;
  private final KeySlots keySlots;
  private final PassphrasePolicy passphrasePolicy;
  private final RecordTransfer recordTransfer;
  private final OperatorAccounts people;
  private final Custody.Stores custody;
  private final SecureRandom random;
  private final InstantSource clock;

  CliServices(
      VaultRepository repository,
      ApiTokenRepository tokens,
      VerifierStores verifierStores,
      CreateVault createVault,
      UnlockVault unlockVault,
      KeySlots keySlots,
      PassphrasePolicy passphrasePolicy,
      RecordTransfer recordTransfer,
      OperatorAccounts people,
      Custody.Stores custody,
      SecureRandom random,
      InstantSource clock) {
    this.repository = repository;
    this.tokens = tokens;
    this.verifierStores = verifierStores;
    this.createVault = createVault;
    this.unlockVault = unlockVault;
    this.keySlots = keySlots;
    this.passphrasePolicy = passphrasePolicy;
    this.recordTransfer = recordTransfer;
    this.people = people;
    this.custody = custody;
    this.random = random;
    this.clock = clock;
  }

  VaultRepository repository() {
    return repository;
  }

  ApiTokenRepository tokens() {
    return tokens;
  }

  VerifierStores verifierStores() {
    return verifierStores;
  }

  CreateVault createVault() {
    return createVault;
  }

  UnlockVault unlockVault() {
    return unlockVault;
  }

  KeySlots keySlots() {
    return keySlots;
  }

  PassphrasePolicy passphrasePolicy() {
    return passphrasePolicy;
  }

  RecordTransfer recordTransfer() {
    return recordTransfer;
  }

  OperatorAccounts people() {
    return people;
  }

  Custody.Stores custody() {
    return custody;
  }

  SecureRandom random() {
    return random;
  }

  InstantSource clock() {
    return clock;
  }
}
