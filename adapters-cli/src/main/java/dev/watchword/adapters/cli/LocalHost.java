package dev.watchword.adapters.cli;

import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// This process as the vault's host: it asks for the passphrase, opens the vault and does the work
/// itself.
final class LocalHost implements VaultHost {

  private static final Logger LOG = System.getLogger(LocalHost.class.getName());
  private static final int PROMPTS = 3;

  private final OpenVault vault;
  private final RequestExecutor executor;

  private LocalHost(OpenVault vault, RequestExecutor executor) {
    this.vault = vault;
    this.executor = executor;
  }

  static LocalHost open(Session session) {
    OpenVault vault = openVault(session);
    return new LocalHost(vault, new RequestExecutor(vault, session.services().clock()));
  }

  /// Opens the vault; a person at a prompt may try three times.
  ///
  /// @throws Failure also when it is an older copy of what was here (SECURITY CR-13)
  static OpenVault openVault(Session session) {
    OpenVault vault = openAny(session);
    session.seen(vault.id()).ifPresent(seen -> seen.guard(vault));
    return vault;
  }

  /// As [#openVault], an older copy too.
  static OpenVault openAny(Session session) {
    CliServices services = session.services();
    VaultId id = vaultId(session.place(), services);
    int tries = UnlockSecrets.prompts(session.options()) ? PROMPTS : 1;
    while (true) {
      try (UnlockSecret secret = UnlockSecrets.obtain(session)) {
        try {
          return unlock(services, id, secret);
        } catch (Failure failure) {
          if (!failure.code().equals("wrong-key") || --tries == 0) {
            throw failure;
          }
          session.terminal().complainLine("watchword: " + failure.sentence());
        }
      }
    }
  }

  /// Lets a vault go on where another process gives it another key, as long as what opened it is in
  /// a file or a token and opens it still (SECURITY CR-09).
  static void follow(Session session, OpenVault vault) {
    if (UnlockSecrets.canRepeat(session.options())) {
      session.services().unlockVault().follow(vault, () -> again(session));
    }
  }

  private static Optional<Unlocker> again(Session session) {
    try (UnlockSecret secret = UnlockSecrets.obtain(session)) {
      LOG.log(
          Level.INFO,
          "another process gave the vault another key; it stays open if what opened it here opens"
              + " it still");
      return Optional.of(secret.toUnlocker());
    } catch (Failure failure) {
      LOG.log(Level.WARNING, "the vault got another key and is locked: " + failure.sentence());
      return Optional.empty();
    }
  }

  /// The one vault of a vault file or database.
  ///
  /// @throws Failure when there is none
  static VaultId vaultId(String place, CliServices services) {
    List<VaultId> vaults = services.repository().vaults();
    if (vaults.isEmpty()) {
      throw noVault(place);
    }
    return vaults.getFirst();
  }

  static Failure noVault(String place) {
    return Failure.expected(
        "no-vault",
        "There is no vault yet at " + Neutral.line(place) + "; `watchword init` makes one.");
  }

  /// @throws Failure when it does not open
  static OpenVault unlock(CliServices services, VaultId id, UnlockSecret secret) {
    UnlockOutcome outcome;
    try (Unlocker unlocker = secret.toUnlocker()) {
      outcome = services.unlockVault().unlock(id, unlocker);
    }
    return switch (outcome) {
      case UnlockOutcome.Unlocked unlocked -> unlocked.vault();
      case UnlockOutcome.WrongKey wrong ->
          throw Failure.expected("wrong-key", wrongKey(secret.kind(), wrong.retryAfter()));
      case UnlockOutcome.TooSoon soon ->
          throw Failure.expected(
              "too-soon",
              "There were too many wrong tries; wait "
                  + seconds(soon.retryAfter())
                  + " s and try again.");
      case UnlockOutcome.NoSuchVault gone ->
          throw Failure.expected("no-vault", "The vault is gone.");
    };
  }

  private static String wrongKey(UnlockSecret.Kind kind, Duration wait) {
    String what =
        switch (kind) {
          case PASSPHRASE -> "The passphrase is wrong";
          case RECOVERY_KEY -> "The recovery key is wrong";
          case KEY_FILE -> "The key file is not this vault's";
          case ROOT_KEY -> "The token's key is not this vault's";
        };
    return wait.isZero()
        ? what + "."
        : what + "; the next try has to wait " + seconds(wait) + " s.";
  }

  private static long seconds(Duration wait) {
    return (wait.toMillis() + 999) / 1000;
  }

  @Override
  public Reply ask(Request request) {
    return executor.execute(request);
  }

  @Override
  public void close() {
    vault.close();
  }
}
