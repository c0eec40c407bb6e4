package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.seal.RootKeyUri;
import dev.watchword.core.vault.KeySlot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What opens the vault: key files, and keys in a token.
class SlotCommandTest {

  private static final String TOKEN = "pkcs11:object=root?module-path=/token.so";

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada");
    cli.auditLog = cli.verifierStore.auditLog();
  }

  private List<KeySlot> slots() {
    return cli.repository.header(cli.repository.vaults().getFirst()).orElseThrow().slots();
  }

  private String withPin(String pin) {
    return TOKEN + "&pin-source=" + cli.secretFile("pin", pin + "\n");
  }

  private void onlyBySlots() {
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
  }

  @Test
  void makesAKeyFileThatOpensTheVault() throws Exception { // CR-14, UN-08
    Path file = folder.resolve("a.key");
    assertThat(cli.run("slot", "add", "--create", file.toString())).as(cli.err()).isZero();
    assertThat(cli.err()).contains("key file: a.key opens the vault from now on");
    assertThat(Files.size(file)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    onlyBySlots();
    assertThat(cli.run("code", "github")).isEqualTo(1);
    assertThat(cli.run("code", "github", "--key-file", file.toString())).as(cli.err()).isZero();
    cli.run("audit", "verify", "--key-file", file.toString());
    cli.run("audit", "export", "--key-file", file.toString());
    assertThat(cli.out()).contains("transfer.key-slot-added");
  }

  @Test
  void takesAKeyFileThatIsThere() {
    Path file = cli.secretFile("b.key", "k".repeat(32));
    assertThat(cli.run("slot", "add", file.toString(), "--label", "the safe's")).isZero();
    assertThat(cli.run("slot", "add", "--label", "again", file.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("opens the vault already");
    assertThat(cli.run("slot", "add", "--label", "the safe's", file.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("There is a slot of that label");
    assertThat(cli.run("slot", "add", "--create", "--label", "x", file.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("There is a file at");
    String brief = cli.secretFile("short.key", "k".repeat(31)).toString();
    assertThat(cli.run("slot", "add", brief)).isEqualTo(1);
    assertThat(cli.err()).contains("32 to 1,024 random bytes");
    assertThat(cli.run("slot", "add", folder.resolve("gone").toString())).isEqualTo(1);
    assertThat(cli.err()).contains("is not there");
    assertThat(slots()).extracting(KeySlot::label).containsExactly("passphrase", "the safe's");
    onlyBySlots();
    assertThat(cli.run("code", "github", "--key-file", file.toString())).isZero();
  }

  @Test
  void refusesAKeyFileThatOthersCanRead() { // UN-08
    Path file = cli.secretFile("b.key", "k".repeat(32));
    CliFixture.mode(file, "rw-r-----");
    assertThat(cli.run("slot", "add", file.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("has mode 0640");
    assertThat(slots()).hasSize(1);
  }

  @Test
  void letsAKeyInATokenOpenTheVault() {
    assertThat(cli.run("slot", "add", withPin("24680"))).isEqualTo(1);
    assertThat(cli.err()).contains("The token has no secret key of that name.");

    assertThat(cli.run("slot", "add", "--create", withPin("24680"))).as(cli.err()).isZero();
    assertThat(slots().getLast().kind()).isEqualTo(KeySlot.Kind.ROOT_KEY);
    assertThat(slots().getLast().label()).isEqualTo("token: root");

    onlyBySlots();
    assertThat(cli.run("code", "github", "--key-file", withPin("24680"))).as(cli.err()).isZero();
    FakeTerminal typing = new FakeTerminal().typing("24680");
    assertThat(cli.run(typing, "code", "github", "--key-file", TOKEN)).isZero();
  }

  @Test
  void triesAWrongPinOnceAndRepeatsItNowhere() { // UN-02
    cli.run("slot", "add", "--create", withPin("24680"));
    onlyBySlots();
    FakeTerminal typing = new FakeTerminal().typing("13579").typing("24680");
    assertThat(cli.run(typing, "code", "github", "--key-file", TOKEN)).isEqualTo(1);
    assertThat(typing.err()).contains("The token refuses the PIN.").doesNotContain("13579");

    assertThat(cli.run("code", "github", "--key-file", TOKEN)).isEqualTo(1);
    assertThat(cli.err()).contains("name a file of mode 0600 by pin-source");
    assertThat(cli.run("code", "github", "--key-file", TOKEN + "&pin-value=13579")).isEqualTo(2);
    assertThat(cli.err()).contains("pin-source").doesNotContain("13579");
    Path open = cli.secretFile("open", "24680");
    CliFixture.mode(open, "rw-r--r--");
    assertThat(cli.run("code", "github", "--key-file", TOKEN + "&pin-source=" + open)).isEqualTo(1);
    assertThat(cli.err()).contains("PIN file").contains("0644");
  }

  @Test
  void anotherKeyOfTheTokenIsNotTheVaults() {
    cli.run("slot", "add", "--create", withPin("24680"));
    String other = withPin("24680").replace("root", "other");
    cli.rootKeys.create(RootKeyUri.parse(other), "24680".toCharArray());
    onlyBySlots();
    assertThat(cli.run("code", "github", "--key-file", other)).isEqualTo(1);
    assertThat(cli.err()).contains("The token's key is not this vault's");
  }

  @Test
  void removesAWayButNotTheLast() { // CR-14
    Path file = cli.secretFile("b.key", "k".repeat(32));
    cli.run("slot", "add", file.toString());
    assertThat(cli.run("slot", "remove", "key file: b.key")).isEqualTo(1);
    assertThat(cli.err()).contains("say --yes");
    assertThat(cli.run(new FakeTerminal().typing("n"), "slot", "remove", "key file: b.key"))
        .isEqualTo(1);
    assertThat(slots()).hasSize(2);

    assertThat(cli.run(new FakeTerminal().typing("y"), "slot", "remove", "key file: b.key"))
        .isZero();
    onlyBySlots();
    assertThat(cli.run("code", "github", "--key-file", file.toString())).isEqualTo(1);
    assertThat(cli.err()).contains("The key file is not this vault's");
    cli.unlockByFile();
    cli.clock.advance(java.time.Duration.ofMinutes(5));
    assertThat(cli.run("slot", "remove", "--yes", "passphrase")).isEqualTo(1);
    assertThat(cli.err()).contains("The last way to open a vault can't be removed.");
    assertThat(cli.run("slot", "remove", "--yes", "nothing")).isEqualTo(1);
    assertThat(cli.err()).contains("No slot has that label or id");
    cli.run("audit", "verify");
    cli.run("audit", "export");
    assertThat(cli.out()).contains("transfer.key-slot-removed");
  }

  @Test
  void listsWhatOpensTheVaultWithoutOpeningIt() {
    onlyBySlots();
    assertThat(cli.run("slot", "list")).isZero();
    assertThat(cli.out()).contains("passphrase  ").contains("2026-11-24T12:00:10Z");
  }

  @Test
  void rotationKeepsATokensKeyThatIsNamed() { // CR-09
    cli.run("slot", "add", "--create", withPin("24680"));
    assertThat(cli.run("rotate")).isEqualTo(1);
    assertThat(cli.err()).contains("--keep-key-file");
    assertThat(cli.run("rotate", "--keep-key-file", withPin("24680"))).as(cli.err()).isZero();
    onlyBySlots();
    assertThat(cli.run("code", "github", "--key-file", withPin("24680"))).as(cli.err()).isZero();
  }

  @Test
  void nothingIsDoneWhereItCantBePutOnRecord() { // AU-02
    cli.verifierStore.failWrites(true);
    Path file = folder.resolve("a.key");
    assertThat(cli.run("slot", "add", "--create", file.toString())).isEqualTo(1);
    assertThat(file).doesNotExist();
    assertThat(slots()).hasSize(1);
  }
}
