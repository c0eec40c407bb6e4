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
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// IM-01: an import that is killed at any moment leaves all of its accounts, or none.
///
/// `-Dwatchword.kills=100` kills at a hundred moments.
@Tag("slow")
class ImportCrashTest {

  private static final int KILLS = Integer.getInteger("watchword.kills", 8);
  private static final int ACCOUNTS = 3000;
  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private Path folder;

  private Map<String, String> environment(Path home) {
    return Map.of(
        "HOME", home.toString(),
        "XDG_RUNTIME_DIR", home.toString(),
        "WATCHWORD_VAULT", home.resolve("vault.db").toString(),
        "WATCHWORD_PASSPHRASE_FILE", folder.resolve("passphrase").toString());
  }

  private Path home(String name) throws IOException {
    return Files.createDirectory(
        folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private Process startImport(Path home, Path uris) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.watchword.app.Main",
            "import",
            uris.toString());
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

  @Test
  void aKilledImportLeavesAllOrNothing() throws Exception {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ACCOUNTS; i++) {
      text.append(
          "otpauth://totp/Shop:user%d?secret=GEZDGNBVGY3TQOJQ&digits=6&period=%d%n"
              .formatted(i, i + 1));
    }
    Path uris = Files.writeString(folder.resolve("uris.txt"), text);
    Path pristine = home("pristine");
    try (Composition composition = new Composition(environment(pristine))) {
      assertThat(new WatchwordCli(environment(pristine), composition).run(new String[] {"init"}))
          .isZero();
    }
    long start = System.nanoTime();
    Path whole = copy(pristine, "whole");
    Process untouched = startImport(whole, uris);
    assertThat(untouched.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(untouched.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    long duration = System.nanoTime() - start;
    assertThat(entries(whole)).isEqualTo(ACCOUNTS);

    TreeSet<Integer> outcomes = new TreeSet<>();
    for (int i = 0; i < KILLS; i++) {
      Path home = copy(pristine, "killed" + i);
      Process process = startImport(home, uris);
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
