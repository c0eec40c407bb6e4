package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.vault.VaultId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnlockingTest {

  private static final Pattern KEY = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){7}");

  @TempDir Path folder;

  @Test
  void asksForThePassphraseWithoutAnAgent() {
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");

    assertThat(cli.run(new FakeTerminal().typing(CliFixture.PASSPHRASE), "code", "A")).isZero();
    assertThat(cli.terminal.prompts()).containsExactly("Passphrase: ");
  }

  @Test
  void aPersonMayTryThreeTimes() {
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");

    FakeTerminal typing = new FakeTerminal().typing("wrong", "wrong too", CliFixture.PASSPHRASE);
    assertThat(cli.run(typing, "code", "A")).isZero();
    assertThat(cli.run(new FakeTerminal().typing("a", "b", "c", "d"), "code", "A")).isEqualTo(1);
    assertThat(cli.err()).contains("The passphrase is wrong");
    assertThat(cli.terminal.prompts()).hasSize(3);
  }

  @Test
  void slowsDownWhoeverGuesses() {
    // CR-17
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    cli.environment.put("WATCHWORD_PASSPHRASE_FILE", cli.secretFile("wrong", "wrong").toString());
    for (int i = 0; i < 3; i++) {
      assertThat(cli.run("code", "A")).isEqualTo(1);
    }
    assertThat(cli.err()).contains("the next try has to wait 1 s");
    cli.unlockByFile();
    assertThat(cli.run("code", "A", "-o", "json")).isEqualTo(1);
    assertThat(cli.out()).contains("\"too-soon\"");
    cli.clock.advance(Duration.ofSeconds(1));
    assertThat(cli.run("code", "A")).isZero();
  }

  @Test
  void saysWhatToDoWhereNobodyCanBeAsked() {
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");

    assertThat(cli.run("code", "A")).isEqualTo(1);
    assertThat(cli.err()).contains("--passphrase-file");
  }

  @Test
  void readsThePassphraseFromStandardInputAndLeavesTheRest() {
    CliFixture cli = CliFixture.withVault(folder);
    String uri = CliFixture.uri("A", "a");
    FakeTerminal piped = new FakeTerminal().piping(CliFixture.PASSPHRASE + "\n");

    assertThat(cli.run(piped, "list", "--passphrase-file", "-")).isZero();
    assertThat(
            cli.run(
                new FakeTerminal().piping(CliFixture.PASSPHRASE + "\n"),
                "add",
                cli.picture("a.png", uri),
                "--passphrase-file",
                "-"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----, 0640", "rw-r--r--, 0644", "rw----r--, 0604", "rw--w----, 0620"})
  void refusesAPassphraseFileThatOthersCanGetAt(String mode, String octal) {
    // UN-08, FI-02
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    CliFixture.mode(folder.resolve("pass"), mode);

    assertThat(cli.run("code", "A")).isEqualTo(1);
    assertThat(cli.err()).contains(octal).contains("chmod 600").contains("pass");
  }

  @Test
  void saysThatThereIsNoVaultYet() {
    CliFixture cli = new CliFixture(folder);
    cli.unlockByFile();

    for (String command : new String[] {"list", "check", "passphrase", "unlock"}) {
      assertThat(cli.run(command)).isEqualTo(1);
      assertThat(cli.err()).contains("watchword init");
    }
  }

  @Test
  void initShowsTheRecoveryKeyOnceAndHasItTypedBack() {
    // CR-14, BK-06
    CliFixture cli = new CliFixture(folder);
    FakeTerminal typing =
        new FakeTerminal()
            .typing(CliFixture.PASSPHRASE, CliFixture.PASSPHRASE)
            .typing("0000-0000")
            .typing(screen -> key(screen.out()).toLowerCase(java.util.Locale.ROOT));
    typing.outputIsTerminal = true;

    assertThat(cli.run(typing, "init")).isZero();
    String key = key(cli.out());

    assertThat(cli.err()).contains("That is not the key above").doesNotContain(key);
    cli.unlockByFile();
    cli.holding("A:a");
    assertThat(cli.run(new FakeTerminal().typing(key), "code", "A", "--recovery-key")).isZero();
    assertThat(cli.run("init")).isEqualTo(1);
    assertThat(cli.err()).contains("There is a vault already");
  }

  @Test
  void aKeyThatIsNotTypedBackMakesNoVault() {
    CliFixture cli = new CliFixture(folder);
    FakeTerminal typing =
        new FakeTerminal().typing(CliFixture.PASSPHRASE, CliFixture.PASSPHRASE, "no", "no", "no");
    typing.outputIsTerminal = true;

    assertThat(cli.run(typing, "init")).isEqualTo(1);
    assertThat(cli.repository.vaults()).isEmpty();
  }

  @Test
  void initByAScriptPrintsTheKeyAsJson() {
    CliFixture cli = new CliFixture(folder);
    cli.unlockByFile();

    assertThat(cli.run("init", "-o", "json")).isZero();
    assertThat(cli.out()).contains("\"recoveryKey\":\"").containsPattern(KEY);
    assertThat(cli.run("check")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"brief, too short", "password password, commonest"})
  void refusesAPassphraseThatIsNoGood(String passphrase, String said) {
    // CR-18
    CliFixture cli = new CliFixture(folder);
    cli.environment.put(
        "WATCHWORD_PASSPHRASE_FILE", cli.secretFile("weak", passphrase + "\n").toString());

    assertThat(cli.run("init")).isEqualTo(1);
    assertThat(cli.err()).contains(said).doesNotContain(passphrase);
    assertThat(cli.repository.vaults()).isEmpty();
  }

  @Test
  void changesThePassphrase() {
    // CR-08
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    cli.auditLog = cli.verifierStore.auditLog();
    Path fresh = cli.secretFile("new", "another long passphrase\n");

    assertThat(cli.run("passphrase", "--new-passphrase-file", fresh.toString())).isZero();
    assertThat(cli.run("code", "A")).isEqualTo(1);
    assertThat(cli.run("code", "A", "--passphrase-file", fresh.toString())).isZero();
    cli.run("audit", "export", "--passphrase-file", fresh.toString());
    assertThat(cli.out()).contains("transfer.passphrase-changed"); // AU-01
  }

  @Test
  void asksForTheNewPassphraseTwice() {
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    FakeTerminal typing =
        new FakeTerminal()
            .typing("one long passphrase", "another long passphrase")
            .typing("a third long passphrase", "a third long passphrase");

    assertThat(cli.run(typing, "passphrase")).isZero();
    assertThat(cli.err()).contains("not the same");
    Path fresh = cli.secretFile("new", "a third long passphrase");
    assertThat(cli.run("code", "A", "--passphrase-file", fresh.toString())).isZero();
  }

  @Test
  void opensWithAKeyFileOfTheVaultAlone() {
    CliFixture cli = CliFixture.withVault(folder).holding("A:a");
    Path key = cli.secretFile("key", "x".repeat(32));

    assertThat(cli.run("list", "--key-file", key.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("The key file is not this vault's");
  }

  @Test
  void theVaultIsLookedForWhereTheFlagSays() throws Exception {
    CliFixture cli = CliFixture.withVault(folder);
    VaultId id = cli.repository.vaults().getFirst();

    assertThat(cli.run("list", "--vault", "other.db")).isZero();
    assertThat(cli.vaultFile(java.util.Optional.of("other.db")))
        .isEqualTo(folder.resolve("other.db"));
    assertThat(Files.exists(folder.resolve("other.db"))).isFalse();
    assertThat(id).isNotNull();
  }

  private static String key(String screen) {
    Matcher matcher = KEY.matcher(screen);
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }
}
