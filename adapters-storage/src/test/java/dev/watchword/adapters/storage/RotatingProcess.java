package dev.watchword.adapters.storage;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RotateKey;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultRepository;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// A vault that gets another key, here and in a program that a test starts, and kills.
final class RotatingProcess {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Argon2idParameters COST = Argon2idParameters.FLOOR;
  private static final KeySlots SLOTS = new KeySlots(new BouncyCastleArgon2(), RANDOM, CLOCK);

  private RotatingProcess() {}

  /// @param arguments the file, the passphrase that opens it, the one that will
  public static void main(String[] arguments) {
    try (Database database = Database.open(new DatabaseSettings.Sqlite(Path.of(arguments[0])))) {
      VaultRepository store = new JdbiVaultRepository(database);
      try (OpenVault vault = open(store, arguments[1]).orElseThrow()) {
        rotate(
            vault,
            arguments[2],
            done -> {
              if (done == 1) {
                say("rotating");
              }
            });
        say("done");
      }
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  static Process start(Path file, String from, String to) throws java.io.IOException {
    return JavaProcess.start(":", List.of(), RotatingProcess.class, file.toString(), from, to);
  }

  private static Unlocker by(String passphrase) {
    return new Unlocker.ByPassphrase(Passphrase.of(passphrase.toCharArray()));
  }

  /// A vault with so many entries.
  static OpenVault create(VaultRepository store, String passphrase, int count) {
    try (Unlocker unlocker = by(passphrase)) {
      OpenVault vault =
          new CreateVault(store, SLOTS, RANDOM, CLOCK)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", COST);
      vault.add(entries(count));
      return vault;
    }
  }

  static List<NewEntry> entries(int count) {
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] secret = ByteBuffer.allocate(20).putInt(i).array();
      entries.add(
          new NewEntry(
              new Label("Site", "account " + i),
              new OtpKey(TotpParameters.STANDARD, SharedSecret.copyOf(secret), Optional.empty())));
    }
    return entries;
  }

  static Optional<OpenVault> open(VaultRepository store, String passphrase) {
    try (Unlocker unlocker = by(passphrase)) {
      return new UnlockVault(store, SLOTS, RANDOM, CLOCK)
                  .unlock(store.vaults().getFirst(), unlocker)
              instanceof UnlockOutcome.Unlocked(OpenVault vault)
          ? Optional.of(vault)
          : Optional.empty();
    }
  }

  /// Lets a vault go on under another key, which this opens.
  static void follow(VaultRepository store, OpenVault vault, String next) {
    new UnlockVault(store, SLOTS, RANDOM, CLOCK).follow(vault, () -> Optional.of(by(next)));
  }

  static void rotate(OpenVault vault, String to, IntConsumer progress) {
    try (Unlocker unlocker = by(to)) {
      new RotateKey(SLOTS, RANDOM)
          .rotate(
              vault,
              List.of(new RotateKey.Way(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", COST)),
              progress);
    }
  }

  static void changePassphrase(OpenVault vault, String to) {
    try (Unlocker.ByPassphrase unlocker =
        new Unlocker.ByPassphrase(Passphrase.of(to.toCharArray()))) {
      SLOTS.changePassphrase(vault, unlocker, COST);
    }
  }
}
