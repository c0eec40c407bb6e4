package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.adapters.cli.WatchwordCli;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program killed in the middle of an import, a backup or an export (SECURITY IM-01, FI-04,
/// LO-07).
///
/// `-Dwatchword.kills=100` kills at a hundred moments.
@Tag("slow")
class KilledProgramTest {

  private static final int KILLS = Integer.getInteger("watchword.kills", 8);
  private static final int ACCOUNTS = 3000;
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private Path folder;

  private Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "XDG_RUNTIME_DIR", home.toString(),
        "XDG_STATE_HOME", home.resolve("state").toString(),
        "WATCHWORD_VAULT", home.resolve("vault.db").toString(),
        "WATCHWORD_PASSPHRASE_FILE", folder.resolve("passphrase").toString());
  }

  private Path home(String name) throws IOException {
    return Files.createDirectory(
        folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private Process started(Path home, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    line.add("dev.watchword.app.Main");
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment(home));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private static int entries(Path home) {
    try (Database database =
            Database.openExisting(new DatabaseSettings.Sqlite(home.resolve("vault.db")))
                .orElseThrow();
        Unlocker unlocker = new Unlocker.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray()))) {
      Injector injector = Guice.createInjector(Programs.vaultModules(database));
      UnlockOutcome outcome =
          injector
              .getInstance(UnlockVault.class)
              .unlock(injector.getInstance(VaultRepository.class).vaults().getFirst(), unlocker);
      try (OpenVault vault = ((UnlockOutcome.Unlocked) outcome).vault()) {
        assertThat(vault.damaged()).isEmpty();
        return vault.entries().size();
      }
    }
  }

  /// Runs a command to its end.
  private int run(Path home, String... arguments) {
    try (Composition composition = new Composition(environment(home))) {
      return new WatchwordCli(environment(home), composition).run(arguments);
    }
  }

  /// What `import` is given.
  private Path uris() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ACCOUNTS; i++) {
      text.append(
          "otpauth://totp/Shop:user%d?secret=GEZDGNBVGY3TQOJQ&digits=6&period=%d%n"
              .formatted(i, i + 1));
    }
    return Files.writeString(folder.resolve("uris.txt"), text);
  }

  private Path made(String name) throws IOException {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Path home = home(name);
    assertThat(run(home, "init")).isZero();
    return home;
  }

  /// A home whose vault has all the accounts.
  private Path filled() throws Exception {
    Path home = made("filled");
    whole(home, "import", uris().toString());
    return home;
  }

  /// How long a command takes that nobody kills.
  private Duration whole(Path home, String... arguments) throws Exception {
    long start = System.nanoTime();
    Process untouched = started(home, arguments);
    assertThat(untouched.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(untouched.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Starts a command, and kills it at one of so many moments over its time.
  private void killed(Path home, Duration whole, int i, int moments, String... arguments)
      throws Exception {
    Process process = started(home, arguments);
    process.waitFor((long) (whole.toNanos() * (0.3 + 0.75 * i / moments)), TimeUnit.NANOSECONDS);
    process.destroyForcibly().waitFor();
  }

  @Test
  void aKilledBackupIsWholeOrNotThere() throws Exception { // FI-04, BK-03, LO-07
    Path home = filled();
    Duration whole = whole(home, "backup", home.resolve("first.backup").toString());
    for (int i = 0; i < KILLS; i++) {
      Path backup = home.resolve("killed" + i + ".backup");
      killed(home, whole, i, KILLS, "backup", backup.toString());
      if (Files.exists(backup)) {
        assertThat(run(home, "backup", "--verify", backup.toString())).isZero();
      }
    }
    assertThat(entries(home)).isEqualTo(ACCOUNTS);
    assertThat(run(home, "backup", home.resolve("last.backup").toString())).isZero();
    assertThat(home).isDirectoryNotContaining("glob:**/.*");
    assertThat(home.resolve("state/watchword/seen")).isDirectoryNotContaining("glob:**/*.part");
  }

  @Test
  void aKilledExportIsWholeOrNotThere() throws Exception { // FI-03, FI-04, LO-07
    Path home = filled();
    Path first = home.resolve("first.json");
    Duration whole = whole(home, "export", "--plain", "--yes", "--to", "aegis", first.toString());
    long length = Files.size(first);
    for (int i = 0; i < KILLS; i++) {
      Path file = home.resolve("killed" + i + ".json");
      killed(home, whole, i, KILLS, "export", "--plain", "--yes", "--to", "aegis", file.toString());
      if (Files.exists(file)) {
        assertThat(Files.size(file)).isEqualTo(length);
      }
    }
    Path last = home.resolve("last.json");
    assertThat(run(home, "export", "--plain", "--yes", "--to", "aegis", last.toString())).isZero();
    assertThat(home).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void aKilledImportLeavesAllOrNothing() throws Exception {
    Path pristine = made("pristine");
    Path uris = uris();
    long start = System.nanoTime();
    Path whole = copy(pristine, "whole");
    Process untouched = started(whole, "import", uris.toString());
    assertThat(untouched.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(untouched.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    long duration = System.nanoTime() - start;
    assertThat(entries(whole)).isEqualTo(ACCOUNTS);

    TreeSet<Integer> outcomes = new TreeSet<>();
    for (int i = 0; i < KILLS; i++) {
      Path home = copy(pristine, "killed" + i);
      Process process = started(home, "import", uris.toString());
      // the write is near the end: most moments are spread over the second half
      long moment = (long) (duration * (0.45 + 0.6 * i / KILLS));
      process.waitFor(moment, TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      outcomes.add(entries(home));
    }
    assertThat(List.of(0, ACCOUNTS)).containsAll(outcomes);
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = home(name);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, to.resolve(file.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }
}
