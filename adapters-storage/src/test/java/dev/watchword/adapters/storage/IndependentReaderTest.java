package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.RotateKey;
import dev.watchword.core.vault.SavedRecoveryCode;
import dev.watchword.core.vault.Unlocker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Has `docs/vault-format/read_vault.py`, written in another language from the paper alone, open
/// what this program wrote. Left out where there is no Python with the libraries, but never in CI.
class IndependentReaderTest {

  private static final Path SCRIPT = Path.of("../docs/vault-format/read_vault.py");
  private static final String PASSPHRASE = "Zwölf Boxkämpfer jagen Viktor";
  private static final Instant AT = Instant.ofEpochSecond(1_111_111_109);
  private static final Optional<String> PYTHON =
      Stream.of("python3", "/usr/bin/python3").filter(IndependentReaderTest::willDo).findFirst();

  private record Finished(int exit, String output, String errors) {}

  @TempDir Path folder;
  private Path file;
  private OpenVault vault;
  private KeySlots slots;
  private Database database;

  private static boolean willDo(String python) {
    String imports =
        "import cryptography\n"
            + "try:\n"
            + "  from cryptography.hazmat.primitives.kdf.argon2 import Argon2id\n"
            + "except ImportError:\n"
            + "  import argon2.low_level\n";
    try {
      return new ProcessBuilder(python, "-c", imports)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void writeAVault() throws IOException {
    assumeTrue(
        PYTHON.isPresent() || "true".equals(System.getenv("CI")),
        "no python3 with cryptography and Argon2id here");
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    file = folder.resolve("vault.db");
    database = Database.open(new DatabaseSettings.Sqlite(file));
    var clock = MutableClock.at(AT);
    var random = FixedRandom.seeded(3);
    var repository = new JdbiVaultRepository(database);
    slots = new KeySlots(new BouncyCastleArgon2(), random, clock);
    try (Unlocker unlocker = new Unlocker.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray()));
        RecoveryKey printed = RecoveryKey.random(random);
        Unlocker recovery = printed.toUnlocker()) {
      vault =
          new CreateVault(repository, slots, random, clock)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.FLOOR);
      slots.add(vault, recovery, KeySlot.Kind.RECOVERY_KEY, "recovery", Argon2idParameters.FLOOR);
    }
  }

  private Entry add(String issuer, OtpParameters parameters, Optional<Pin> pin) {
    byte[] secret = new byte[20];
    FixedRandom.seeded(issuer.hashCode()).nextBytes(secret);
    try (NewEntry entry =
        new NewEntry(
            new Label(issuer, "ädä@example.org"),
            new OtpKey(parameters, SharedSecret.copyOf(secret), pin),
            List.of("work", "日本"),
            "a note",
            true,
            false,
            Optional.empty(),
            List.of(new SavedRecoveryCode("one-two", Optional.of(AT))))) {
      return vault.add(List.of(entry)).getFirst();
    }
  }

  private Finished read(String passphrase) throws IOException, InterruptedException {
    Path passphraseFile = folder.resolve("passphrase");
    Files.writeString(passphraseFile, passphrase + "\n");
    Process process =
        new ProcessBuilder(
                PYTHON.orElseThrow(),
                SCRIPT.toString(),
                file.toString(),
                passphraseFile.toString(),
                "--at",
                String.valueOf(AT.getEpochSecond()))
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), output, errors);
  }

  @Test
  void opensEveryKindOfEntryByThePaperAlone() throws Exception {
    List<Entry> entries =
        List.of(
            add("Standard", TotpParameters.STANDARD, Optional.empty()),
            add(
                "Long",
                new TotpParameters(
                    HashAlgorithm.SHA512,
                    new Digits(10),
                    Duration.ofSeconds(60),
                    Instant.ofEpochSecond(77)),
                Optional.empty()),
            add(
                "Counter",
                new HotpParameters(HashAlgorithm.SHA256, Digits.EIGHT, 1L << 33),
                Optional.empty()),
            add("Steam", new SteamParameters(), Optional.empty()),
            add("Mobile", new MotpParameters(), Optional.of(Pin.of("1234"))));
    vault.edit(entries.getFirst().id(), entry -> entry.withNote("changed"));

    Finished reader = read(PASSPHRASE);

    assertThat(reader.errors()).isEmpty();
    assertThat(reader.exit()).isZero();
    assertThat(reader.output().lines()).hasSize(entries.size());
    for (Entry entry : entries) {
      try (OtpKey key = vault.openKey(entry.id())) {
        assertThat(reader.output().lines())
            .filteredOn(line -> line.contains('"' + entry.label().issuer() + '"'))
            .singleElement()
            .asString()
            .contains("\"account\": \"ädä@example.org\"")
            .contains("\"tags\": [\"work\", \"日本\"]")
            .contains("\"code\": \"" + key.at(AT).code() + '"')
            .contains("\"recovery_codes\": {\"kept\": 1, \"used\": 1}");
      }
    }
  }

  @Test
  void opensAVaultThatHasGotAnotherKey() throws Exception { // CR-09
    add("Standard", TotpParameters.STANDARD, Optional.empty());
    try (Unlocker unlocker =
        new Unlocker.ByPassphrase(Passphrase.of("another one".toCharArray()))) {
      new RotateKey(slots, FixedRandom.seeded(4))
          .rotate(
              vault,
              List.of(
                  new RotateKey.Way(
                      unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.FLOOR)),
              done -> {});
    }

    assertThat(read(PASSPHRASE).errors()).contains("refused: no slot opens");
    Finished reader = read("another one");
    assertThat(reader.errors()).isEmpty();
    assertThat(reader.output().lines()).hasSize(1);
    change("UPDATE vault SET verifier_root = NULL");
    assertThat(read("another one").errors()).contains("refused: the header was changed");
  }

  @Test
  void refusesWhatThePaperSaysAReaderMustRefuse() throws Exception {
    add("One", TotpParameters.STANDARD, Optional.empty());
    assertThat(read("another passphrase of ours").errors()).contains("refused: no slot opens");

    change("UPDATE vault SET seal_count = seal_count + 1");
    assertThat(read(PASSPHRASE))
        .extracting(Finished::exit, Finished::errors)
        .containsExactly(1, "refused: the header was changed\n");
    change("UPDATE vault SET seal_count = seal_count - 1");
    assertThat(read(PASSPHRASE).exit()).isZero();

    change("UPDATE vault SET format = 2");
    assertThat(read(PASSPHRASE).errors()).contains("refused: vault format 2 is not known");
    change("UPDATE vault SET format = 1");

    change("UPDATE entry SET icon_revision = 1");
    assertThat(read(PASSPHRASE).errors()).contains("refused: entries were put back");
    change("UPDATE entry SET icon_revision = 0, secret_revision = 1");
    assertThat(read(PASSPHRASE).exit()).isZero();

    change(
        "UPDATE entry_field SET sealed = CAST(substr(sealed, 1, 20) || x'0102' || substr(sealed,"
            + " 23) AS BLOB)");
    assertThat(read(PASSPHRASE).errors()).contains("refused: entry.secret of");
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
