package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.interchange.FakeFormat;
import dev.watchword.core.interchange.KdfLimits;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import` and `export` on a format of the test's own, whose lines are accounts.
class TransferCommandsTest {

  private static final String SECRET = "MFRGGZDFMZTWQ2LK";

  @TempDir private Path folder;
  private CliFixture cli;
  private FakeFormat format;
  private String file;

  @BeforeEach
  void setUp() {
    cli = CliFixture.withVault(folder);
    format = new FakeFormat();
    cli.formats = List.of(format);
    file = cli.file("in.fake", bytes("fake\nShop:ann " + SECRET + "\nbroken\n")).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> acts() {
    return cli.auditLog.waiting(10).stream()
        .map(entry -> entry.action() + " " + entry.details())
        .toList();
  }

  private int entries() {
    try (OpenVault vault = cli.open()) {
      return vault.entries().size();
    }
  }

  private FakeTerminal screen() {
    FakeTerminal terminal = new FakeTerminal();
    terminal.outputIsTerminal = true;
    return terminal;
  }

  @Test
  void importsGoodItemsAndNamesBadOnesByPosition() { // IM-01
    assertThat(cli.run("import", file, "-o", "json")).isEqualTo(1);
    assertThat(cli.out()).contains("\"status\":\"added\"", "\"item\":2").doesNotContain(SECRET);
    assertThat(entries()).isEqualTo(1);
    assertThat(acts()).containsExactly("transfer.imported format=fake entries=1");
  }

  @Test
  void aDryRunChangesNothingAndIsNotOnRecord() { // IM-01
    assertThat(cli.run("import", file, "--dry-run")).isEqualTo(1);
    assertThat(cli.out()).contains("would add\tShop\tann");
    assertThat(entries()).isZero();
    assertThat(acts()).isEmpty();
  }

  @Test
  void importsNothingTwiceAndOverwritesNothing() { // IM-16
    cli.run("import", file);
    assertThat(cli.run("import", file, "-o", "json")).isEqualTo(1);
    assertThat(cli.out()).contains("\"status\":\"duplicate\"");
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void showsSecretsOnAScreenOnlyAfterAYes() {
    assertThat(cli.run(screen().typing("no"), "import", file, "--show-secrets", "-o", "json"))
        .isEqualTo(1);
    assertThat(cli.out()).doesNotContain(SECRET);
    assertThat(cli.run(screen(), "import", file, "--show-secrets", "-o", "json")).isEqualTo(1);
    assertThat(cli.out()).doesNotContain(SECRET);
    assertThat(entries()).isZero();

    cli.run(screen().typing("yes"), "import", file, "--dry-run", "--show-secrets", "-o", "json");
    assertThat(cli.out()).contains(SECRET);
    cli.run(screen(), "import", file, "--dry-run", "--show-secrets", "--yes", "-o", "json");
    assertThat(cli.out()).contains(SECRET);
    cli.run("import", file, "--dry-run", "--show-secrets", "-o", "json");
    assertThat(cli.out()).contains(SECRET);
    assertThat(acts()).hasSize(3).allMatch("transfer.secrets-shown format=fake entries=1"::equals);
  }

  @Test
  void showsAndWritesNothingThatCanNotBePutOnRecord() throws IOException { // BK-03
    cli.holding("Shop:bo");
    cli.auditLog =
        (AuditLog)
            Proxy.newProxyInstance(
                AuditLog.class.getClassLoader(),
                new Class<?>[] {AuditLog.class},
                (proxy, method, arguments) -> {
                  throw new StorageException("The disk is full.");
                });
    assertThat(cli.run("import", file, "--show-secrets", "-o", "json")).isEqualTo(1);
    assertThat(cli.out() + cli.err()).doesNotContain(SECRET).contains("The disk is full");
    assertThat(entries()).isEqualTo(1);

    String target = folder.resolve("out").toString();
    assertThat(cli.run("export", target, "--to", "fake", "--plain")).isEqualTo(1);
    assertThat(Files.exists(Path.of(target))).isFalse();
  }

  /// IM-04.
  @Test
  void raisesTheLimitsOfKeyDerivationsOnlyByAnExplicitOption() {
    cli.run("import", file, "--dry-run");
    assertThat(format.limits.kdf()).isEqualTo(KdfLimits.STANDARD);
    cli.run("import", file, "--dry-run", "--allow-costly-kdf");
    assertThat(format.limits.kdf()).isEqualTo(KdfLimits.RAISED);
  }

  /// BK-03.
  @Test
  void writesPlainSecretsOnlyByOptionForTheOwnerAloneAndOnRecord() throws IOException {
    cli.holding("Shop:bo");
    Path target = folder.resolve("out.fake");
    assertThat(cli.run("export", target.toString(), "--to", "fake")).isEqualTo(1);
    assertThat(Files.exists(target)).isFalse();
    assertThat(acts()).isEmpty();

    assertThat(cli.run("export", target.toString(), "--to", "fake", "--plain")).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    assertThat(acts()).containsExactly("transfer.exported-plain format=fake entries=1");
    assertThat(cli.run("export", target.toString(), "--to", "fake", "--plain")).isEqualTo(1);
    assertThat(cli.err()).contains("already");
  }

  @Test
  void saysInJsonWhatTheFormatCanNotHoldAndWhatWasWritten() {
    try (OpenVault vault = cli.open()) {
      new RequestExecutor(vault, cli.clock)
          .execute(
              new Request.Add(
                  SecretTexts.of(
                      List.of(
                          "otpauth://totp/Shop:bo?secret=MFRGGZDF&issuer=Shop",
                          "otpauth://steam/Steam:cy?secret=MFRGGZDG")),
                  List.of("work"),
                  ""));
    }
    String target = folder.resolve("out.fake").toString();
    assertThat(cli.run("export", target, "--to", "fake", "--plain", "--dry-run", "-o", "json"))
        .isZero();
    assertThat(cli.out())
        .startsWith("{\"written\":[],\"losses\":[")
        .contains("\"what\":\"the tags\"", "\"leftOut\":true,\"what\":\"the type steam\"");
    assertThat(Files.exists(Path.of(target))).isFalse();

    assertThat(cli.run("export", target, "--to", "fake", "--plain", "-o", "json")).isEqualTo(1);
    assertThat(cli.run("export", target, "--to", "fake", "--plain", "--yes", "-o", "json"))
        .isZero();
    assertThat(cli.out()).contains("{\"written\":[\"" + target + "\"]");
  }

  @Test
  void aDryRunSaysThatNothingWouldBeLostAndNamesAFormatThatIsNotThere() {
    cli.holding("Shop:bo");
    String target = folder.resolve("out.fake").toString();
    assertThat(cli.run("export", target, "--to", "fake", "--dry-run")).isZero();
    assertThat(cli.err()).contains("Nothing would be lost. Accounts: 1.");

    assertThat(cli.run("export", target, "--to", "fakke", "--dry-run")).isEqualTo(1);
    assertThat(cli.err()).contains("No format of that name can be written.", "watchword formats");
    assertThat(Files.exists(Path.of(target))).isFalse();
  }

  /// BK-03: the step-up. Without what opens the vault there is no export.
  @Test
  void asksForThePassphraseAtEachExport() {
    cli.holding("Shop:bo");
    cli.environment.remove("WATCHWORD_PASSPHRASE_FILE");
    String target = folder.resolve("out.fake").toString();
    assertThat(cli.run("export", target, "--to", "fake", "--plain")).isEqualTo(1);
    FakeTerminal asked = new FakeTerminal().typing(CliFixture.PASSPHRASE);
    assertThat(cli.run(asked, "export", target, "--to", "fake", "--plain")).isZero();
    assertThat(asked.prompts()).containsExactly("Passphrase: ");
  }

  /// AU-01: the entries of the command line are ones that the server's chain accepts.
  @Test
  void recordsWhoAndFromWhere() {
    cli.run("import", file);
    AuditEntry entry = cli.auditLog.waiting(1).getFirst();
    assertThat(entry.origin().source()).isEqualTo("cli");
    assertThat(entry.subject()).startsWith("vault/");
    assertThat(entry.node()).isEqualTo("cli");
  }
}
