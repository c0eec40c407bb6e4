package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.Unlocker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another key for the vault; what is sealed anew is checked by core's own tests.
class RotateCommandTest {

  private static final String KEY = "k".repeat(32);

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void makeAVault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada", "Bank:17");
  }

  private void add(Unlocker unlocker, KeySlot.Kind kind, String label) {
    try (OpenVault vault = cli.open();
        unlocker) {
      cli.slots.add(vault, unlocker, kind, label, Argon2idParameters.STANDARD);
    }
  }

  private void addKeyFile(String label) {
    add(
        new Unlocker.ByKey(
            KeySlot.Kind.KEY_FILE, KEY.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
        KeySlot.Kind.KEY_FILE,
        label);
  }

  private List<KeySlot> slots() {
    return cli.repository.header(cli.repository.vaults().getFirst()).orElseThrow().slots();
  }

  @Test
  void keepsThePassphraseAndTheEntries() { // CR-09
    cli.run("code", "github");
    String code = cli.out();

    assertThat(cli.run("rotate")).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("sealed 2 entries anew under key 2");
    cli.run("code", "github");
    assertThat(cli.out()).isEqualTo(code);
    assertThat(slots()).extracting(KeySlot::kind).containsExactly(KeySlot.Kind.PASSPHRASE);
    assertThat(cli.run("rotate")).isZero();
    assertThat(cli.err()).contains("key 3");
    cli.run("check");
    assertThat(cli.out()).contains("2 entries checked, all well");
  }

  @Test
  void leavesTheAuditLogWhole() { // AU-03
    cli.auditLog = cli.verifierStore.auditLog();
    cli.run("rotate");

    assertThat(cli.run("audit", "verify")).isZero();
    cli.run("audit", "export");
    assertThat(cli.out()).contains("transfer.key-rotated").contains("entries=2");
  }

  @Test
  void givesANewRecoveryKeyAndEndsTheOld() { // CR-14
    RecoveryKey old = RecoveryKey.random(cli.random);
    String typed = old.reveal();
    add(old.toUnlocker(), KeySlot.Kind.RECOVERY_KEY, "recovery key");

    assertThat(cli.run("rotate", "-o", "json")).isZero();
    String fresh = String.valueOf(((Map<?, ?>) JsonReader.read(cli.out())).get("recoveryKey"));
    assertThat(fresh).isNotEqualTo(typed).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){7}");
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    assertThat(cli.run(new FakeTerminal().typing(typed), "--recovery-key", "list")).isEqualTo(1);
    assertThat(cli.run(new FakeTerminal().typing(fresh), "--recovery-key", "list")).isZero();
  }

  @Test
  void hasTheRecoveryKeyTypedBackBeforeAnythingChanges() { // BK-06
    add(RecoveryKey.random(cli.random).toUnlocker(), KeySlot.Kind.RECOVERY_KEY, "recovery key");

    FakeTerminal somebody = new FakeTerminal().typing("no", "no", "no");
    somebody.outputIsTerminal = true;

    assertThat(cli.run(somebody, "rotate")).isEqualTo(1);
    assertThat(cli.err()).contains("was not typed back; nothing was changed.");
    assertThat(cli.open().header().keyVersion()).isEqualTo(1);
  }

  @Test
  void asksBeforeAWayInStops() {
    addKeyFile("server");

    assertThat(cli.run("rotate")).isEqualTo(1);
    assertThat(cli.err()).contains("--keep-key-file").contains("server");
    assertThat(cli.run(new FakeTerminal().typing("n"), "rotate")).isEqualTo(1);
    assertThat(cli.open().header().keyVersion()).isEqualTo(1);
    assertThat(cli.run("rotate", "--yes")).isZero();
    assertThat(slots()).hasSize(1);
  }

  @Test
  void keepsAKeyFileThatIsNamed() {
    addKeyFile("server");
    String file = cli.secretFile("key", KEY).toString();

    assertThat(
            cli.run(
                "rotate", "--keep-key-file", cli.secretFile("other", "o".repeat(32)).toString()))
        .isEqualTo(1);
    assertThat(cli.run("rotate", "--keep-key-file", file)).isZero();
    assertThat(slots()).extracting(KeySlot::label).containsExactly("passphrase", "server");
    assertThat(cli.run("--key-file", file, "list")).isZero();
  }

  @Test
  void wantsAnotherPassphraseWhereItWasOpenedWithout() {
    addKeyFile("server");
    String file = cli.secretFile("key", KEY).toString();
    String fresh = cli.secretFile("fresh", "a passphrase of another day\n").toString();

    assertThat(cli.run("--key-file", file, "rotate")).isEqualTo(1);
    assertThat(cli.run("--key-file", file, "rotate", "--new-passphrase-file", fresh)).isZero();
    assertThat(cli.run("list")).as("the old passphrase").isEqualTo(1);
    assertThat(cli.run("--passphrase-file", fresh, "list")).isZero();
    assertThat(cli.run("--key-file", file, "list")).isZero();
  }

  @Test
  void locksAnAgentThatHasTheVaultOpen() throws Exception {
    try (AgentFixture _ = new AgentFixture(cli)) {
      assertThat(cli.run("list")).isZero();
      String pass = folder.resolve("pass").toString();
      assertThat(cli.run("rotate", "--passphrase-file", pass)).isZero();

      assertThat(cli.run("list")).isEqualTo(1);
      assertThat(cli.err()).contains("key was replaced");
    }
  }
}
