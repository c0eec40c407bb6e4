package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RotateKey;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultKeyChangedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `serve` refuses before it opens a port, and how it has its vault open; the fixture serves
/// nothing.
class ServeCommandTest {

  private static final String KEY = "k".repeat(32);

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "--look, 3601, --look takes 0 to 3600 seconds.",
    "--look, -1, --look takes 0 to 3600 seconds.",
    "--drain, 61, --drain takes 0 to 60 seconds.",
    "--port, 65536, A port is a number from 0 to 65535."
  })
  void refusesWhatIsOutOfItsRange(String option, String value, String sentence) {
    assertThat(cli.run("serve", option + "=" + value)).isEqualTo(ExitCode.USAGE.number());
    assertThat(cli.err()).contains(sentence);
  }

  @Test
  void takesTheEndsOfTheRange() {
    cli.run("serve", "--look=3600", "--drain=60", "--port=65535");

    assertThat(cli.err()).contains("This fixture serves nothing.");
  }

  private ServeOrder.Auditing auditing(String... more) {
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(List.of(more));
    cli.run(words.toArray(String[]::new));
    return cli.served.orElseThrow().auditing();
  }

  @Test
  void waitsForTheLookAtItsRowsUnlessToldOtherwise() { // CR-12
    assertThat(auditing().lookSeconds()).as("however long it takes").isEqualTo(3600);
    assertThat(auditing("--look=0").lookSeconds()).isZero();
  }

  @Test
  void keepsItsCheckpointsBesideTheVaultUnlessToldOtherwise() { // CR-13
    assertThat(auditing().anchor().kept().toString()).endsWith(".audit-anchor");
    AnchorFiles elsewhere = auditing("--audit-anchor", "/elsewhere/anchor").anchor();
    assertThat(elsewhere.kept()).hasToString("/elsewhere/anchor");
    assertThat(elsewhere.newest()).hasToString("/elsewhere/anchor.newest");
  }

  @Test
  void keepsTheCheckpointsOfEachDatabaseApart() { // CR-13
    Path ofTheFile = auditing().anchor().kept();
    Path one = auditing("--database", "jdbc:postgresql://localhost/one").anchor().kept();
    Path two = auditing("--database", "jdbc:postgresql://localhost/two").anchor().kept();

    assertThat(one.getParent()).isEqualTo(ofTheFile.getParent());
    assertThat(List.of(one, two)).doesNotContain(ofTheFile).doesNotHaveDuplicates();
    assertThat(auditing("--database", "jdbc:postgresql://localhost/one").anchor().kept())
        .isEqualTo(one);
  }

  private static Unlocker keyFile() {
    return new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, KEY.getBytes(StandardCharsets.US_ASCII));
  }

  private static RotateKey.Way way(Unlocker unlocker, KeySlot.Kind kind) {
    return new RotateKey.Way(unlocker, kind, kind.toString(), Argon2idParameters.STANDARD);
  }

  /// Another process's `rotate`, which keeps the passphrase and the key file.
  private void rotate() {
    try (OpenVault there = cli.open();
        Unlocker key = keyFile();
        Unlocker passphrase =
            new Unlocker.ByPassphrase(Passphrase.of(CliFixture.PASSPHRASE.toCharArray()))) {
      new RotateKey(cli.slots, cli.random)
          .rotate(
              there,
              List.of(way(passphrase, KeySlot.Kind.PASSPHRASE), way(key, KeySlot.Kind.KEY_FILE)),
              done -> {});
    }
  }

  /// Whether what is served can still be read after a `rotate`.
  private boolean staysOpen(Runnable before, FakeTerminal terminal, String... options) {
    AtomicReference<Boolean> open = new AtomicReference<>();
    cli.whileServed =
        vault -> {
          before.run();
          rotate();
          try {
            vault.entries();
          } catch (VaultKeyChangedException locked) {
            assertThat(locked).isNotNull();
          }
          open.set(vault.isOpen());
        };
    String[] words = Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);
    cli.run(terminal, words);
    assertThat(open.get()).as(cli.err()).isNotNull();
    return open.get();
  }

  @Test
  void goesOnUnderAnotherKeyThatTheSameFileOpens() { // CR-09
    try (OpenVault vault = cli.open();
        Unlocker key = keyFile()) {
      cli.slots.add(vault, key, KeySlot.Kind.KEY_FILE, "key file", Argon2idParameters.STANDARD);
    }
    String file = cli.secretFile("key", KEY).toString();

    assertThat(staysOpen(() -> {}, new FakeTerminal())).as("by the file of a passphrase").isTrue();
    assertThat(staysOpen(() -> {}, new FakeTerminal(), "--key-file", file)).isTrue();
  }

  @Test
  void isLockedByAnotherKeyThatNoFileOpens() { // CR-09, UN-02
    String line = CliFixture.PASSPHRASE + "\n";
    Path passphrase = cli.secretFile("moved", line);
    String file = passphrase.toString();

    assertThat(staysOpen(() -> {}, new FakeTerminal().piping(line), "--passphrase-file", "-"))
        .as("by a pipe, which is read once")
        .isFalse();
    assertThat(staysOpen(() -> delete(passphrase), new FakeTerminal(), "--passphrase-file", file))
        .as("the file is gone")
        .isFalse();
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    FakeTerminal person = new FakeTerminal().typing(CliFixture.PASSPHRASE);
    assertThat(staysOpen(() -> {}, person)).as("by a person").isFalse();
    assertThat(person.prompts()).containsExactly("Passphrase: ");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
