package dev.watchword.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.http.HttpModule;
import dev.watchword.adapters.http.PeoplePorts;
import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.adapters.imaging.ImagingModule;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.StorageModule;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.VaultDoor;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Codes a second out of a vault of 1,000 entries over HTTP, each with its line in the audit log,
/// beside the bare HTTP server that answers a constant, in turns, in one run. By many tokens, since
/// one may ask 600 times a minute.
///
/// usage: `CodeFigures FOLDER [ROUNDS]`
final class CodeFigures {

  private static final Logger ACCESS_LOG = Logger.getLogger("dev.watchword.http.access");

  private static final int THREADS = 32;
  private static final int ENTRIES = 1_000;
  private static final int TOKENS = 1_600;
  private static final double SECONDS = 4;
  private static final double WARM_UP_SECONDS = 20;

  private final WatchwordServer server;
  private final List<String> paths = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  private CodeFigures(Database database) throws Exception {
    SecureRandom random = new SecureRandom();
    List<VaultDoor> served = new CopyOnWriteArrayList<>();
    VaultKey key = VaultKey.random(random, 1);
    CurrentVault vault = () -> served.stream().findFirst().flatMap(VaultDoor::vault);
    Injector parts =
        Guice.createInjector(
            new StorageModule(database),
            new ImagingModule(),
            new HttpModule(),
            new BenchModule(key, vault));
    VaultDoor door = parts.getInstance(PeoplePorts.class).door();
    served.add(door);
    try (Passphrase passphrase = Passphrase.of("eleven green lamps over water".toCharArray())) {
      door.create(passphrase).orElseThrow().close();
    }
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      KeyUri uri =
          KeyUri.parse(
              "otpauth://totp/Site%20"
                  + i
                  + ":user?issuer=Site%20"
                  + i
                  + "&secret=GEZDGNBVGY3TQOJQGEZDGNBV");
      entries.add(new NewEntry(uri.label(), uri.key()));
    }
    vault
        .vault()
        .orElseThrow()
        .add(entries)
        .forEach(entry -> paths.add("/api/v1/entries/" + entry.id() + "/code"));
    IssueApiToken issue =
        new IssueApiToken(
            parts.getInstance(ApiTokenRepository.class),
            new TokenKeys(key),
            random,
            InstantSource.system());
    for (int i = 0; i < TOKENS; i++) {
      tokens.add(
          issue.issue("bench", Set.of(TokenScope.CODES_READ), Duration.ofDays(1)).text().reveal());
    }
    server = parts.getInstance(WatchwordServer.class);
    server.start();
  }

  /// Each thread goes round among its own tokens and all entries.
  private ClosedLoop.Load load() {
    return thread -> {
      LoopbackHttp http = new LoopbackHttp(server.port());
      int[] at = {thread};
      return () -> {
        int i = at[0];
        at[0] += THREADS;
        byte[] request =
            LoopbackHttp.request(
                "GET",
                paths.get(i % paths.size()),
                server.port(),
                tokens.get(i % tokens.size()),
                "");
        int status = http.exchange(request);
        if (status != 200) {
          throw new IllegalStateException("a code was asked for and answered by " + status);
        }
      };
    };
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "codes");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    PrintStream out = System.out;
    ACCESS_LOG.setLevel(Level.OFF);
    try (BenchStore store = BenchStore.sqlite(folder);
        Database database = Database.open(store.settings());
        BareServer http = new BareServer()) {
      CodeFigures ours = new CodeFigures(database);
      ClosedLoop.run(http.load(), THREADS, WARM_UP_SECONDS);
      ClosedLoop.run(ours.load(), THREADS, WARM_UP_SECONDS);
      double[] ratios = new double[rounds];
      double[] rates = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        double floor = ClosedLoop.run(http.load(), THREADS, SECONDS).rate();
        rates[round] = ClosedLoop.run(ours.load(), THREADS, SECONDS).rate();
        ratios[round] = rates[round] / floor;
      }
      Arrays.sort(ratios);
      Arrays.sort(rates);
      out.printf(
          "codes out of %d entries, %d connections: %.0f/s, %.2f of the bare server's rate (%.2f to"
              + " %.2f); wanted 0.60%n",
          ENTRIES, THREADS, rates[rounds / 2], ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
      ours.server.close();
    }
  }
}
