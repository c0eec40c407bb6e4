import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultId;
import dev.watchword.core.vault.VaultRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;

/// Opening a vault by its passphrase against the key derivation alone, in turn, in one JVM; prints
/// both medians and the median of their ratios. `java Opening.java VAULT PASSPHRASE` (the passphrase
/// of a benchmark's throw-away vault: elsewhere it would not belong on a command line).
public final class Opening {

  private static final int ROUNDS = 15;

  public static void main(String[] arguments) {
    try (Database database =
        Database.open(new DatabaseSettings.Sqlite(Path.of(arguments[0])))) {
      Injector injector = Guice.createInjector(new StorageModule(database));
      VaultRepository repository = injector.getInstance(VaultRepository.class);
      PassphraseKdf kdf = injector.getInstance(PassphraseKdf.class);
      SecureRandom random = new SecureRandom();
      InstantSource clock = InstantSource.system();
      UnlockVault unlock =
          new UnlockVault(repository, new KeySlots(kdf, random, clock), random, clock);
      VaultId id = repository.vaults().getFirst();
      byte[] passphrase = arguments[1].getBytes(StandardCharsets.UTF_8);
      double[] derive = new double[ROUNDS];
      double[] open = new double[ROUNDS];
      double[] ratio = new double[ROUNDS];
      for (int round = -3; round < ROUNDS; round++) {
        long start = System.nanoTime();
        kdf.derive(passphrase, new byte[16], Argon2idParameters.STANDARD);
        long middle = System.nanoTime();
        try (Unlocker unlocker =
            new Unlocker.ByPassphrase(Passphrase.of(arguments[1].toCharArray()))) {
          if (unlock.unlock(id, unlocker) instanceof UnlockOutcome.Unlocked unlocked) {
            unlocked.vault().entries();
            unlocked.vault().close();
          } else {
            throw new IllegalStateException("it does not open");
          }
        }
        long end = System.nanoTime();
        if (round >= 0) {
          derive[round] = (middle - start) / 1e6;
          open[round] = (end - middle) / 1e6;
          ratio[round] = open[round] / derive[round];
        }
      }
      System.out.printf(
          "Argon2id alone %.0f ms, opening the vault %.0f ms, opening / Argon2id %.2f (medians of %d)%n",
          median(derive), median(open), median(ratio), ROUNDS);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
