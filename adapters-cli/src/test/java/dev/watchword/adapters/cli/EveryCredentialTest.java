package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.FakeFormat;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.OtpKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gives a credential that is wrong and like no other to every command that takes one, by a file, a
/// pipe or a prompt, and looks for each in what is printed and in the audit log (SECURITY LO-01).
/// Right ones are looked for by [SchemasTest], and in the logs by every test.
class EveryCredentialTest {

  @TempDir Path folder;
  private final PrintedCredentials canaries = new PrintedCredentials();
  private final List<String> told = new ArrayList<>();
  private CliFixture cli;
  private int made;

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada");
    cli.formats = List.of(new FakeFormat());
  }

  private String canary() {
    return noted("canary" + ++made + "bird");
  }

  private String noted(String canary) {
    canaries.see(canary);
    return canary;
  }

  private String file(String content) {
    return cli.secretFile("canary-" + ++made, content).toString();
  }

  /// Runs what has to end badly.
  private void refused(FakeTerminal terminal, String... words) {
    assertThat(cli.run(terminal, words)).as(String.join(" ", words)).isNotZero();
    canaries
        .in(cli.out() + cli.err())
        .forEach(one -> told.add(String.join(" ", words) + ": " + one));
  }

  private void refused(String... words) {
    refused(new FakeTerminal(), words);
  }

  private static FakeTerminal piping(String text) {
    return new FakeTerminal().piping(text);
  }

  @Test
  void noWrongCredentialIsEverToldAgain() throws Exception {
    opening();
    accounts();
    verifier();
    others();

    assertThat(canaries.count()).isGreaterThan(35);
    assertThat(told).isEmpty();
    assertThat(canaries.in(PrintedCredentials.all(cli.auditLog))).isEmpty();
    assertThat(canaries.in(PrintedCredentials.all(cli.verifierStore.auditLog()))).isEmpty();
    assertThat(PrintedCredentials.all(cli.verifierStore.auditLog()))
        .as("what was refused is on record")
        .contains("rejected");
  }

  private void opening() {
    for (String command : List.of("list", "rotate", "backup", "user list", "audit verify")) {
      for (String way : List.of("--passphrase-file", "--key-file")) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (command.equals("backup")) {
          words.add(folder.resolve("never.backup").toString());
        }
        words.addAll(List.of(way, file(canary() + canary() + canary() + "\n")));
        refused(words.toArray(String[]::new));
        cli.clock.advance(java.time.Duration.ofMinutes(2));
      }
    }
    refused(new FakeTerminal().typing(canary()), "list", "--recovery-key");
    refused("passphrase", "--new-passphrase-file", file(noted("cnry" + ++made)));
    refused("slot", "add", file(canary()));
  }

  private void accounts() {
    String digits = noted("71000001");
    refused(piping("otpauth://totp/x?secret=" + noted("CANARYONE!")), "add", "-");
    refused(piping(noted("CANARYTWO0189")), "add", "--secret-stdin", "--account", "x");
    refused(piping("otpauth://totp/x?secret=" + noted("CANARYSIX!")), "scan", "-");
    refused(piping("otpauth://hotp/x?counter=x&secret=" + noted("CANARYTHREE")), "add", "-");
    refused(piping(CliFixture.uri("New", "one") + "\n" + digits + "\n"), "add", "-", "--verify");
    refused("scan", cli.picture("c.png", "otpauth://totp/x?secret=" + noted("CANARYFOUR!")));
    refused(piping(canary() + "\n"), "recovery", "add", "nowhere");
    String backup = cli.file("in.fake", bytes("fake\nbroken " + canary() + "\n")).toString();
    refused("import", backup, "--password-file", file(canary()));
    refused("code", noted("otpauth://totp/x?secret=CANARYFIVE"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void verifier() throws Exception {
    cli.run("enrol", "ann", "--relying-party", "shop", "--issuer", "Shop", "-o", "json");
    var begun = (java.util.Map<?, ?>) JsonReader.read(cli.out());
    String id = (String) begun.get("id");
    for (String code : List.of(noted("71000002"), canary())) {
      refused(piping(code + "\n"), "enrol", "ann", "--relying-party=shop", "--confirm", id);
    }
    try (OtpKey device = KeyUri.parse((String) begun.get("uri")).key()) {
      String right = device.at(cli.verifierStore.now()).code();
      cli.run(
          piping(right + "\n"),
          "enrol",
          "ann",
          "--relying-party=shop",
          "--confirm",
          id,
          "--recovery-codes");
    }
    for (String code : List.of(noted("710003"), canary(), noted("71000004"))) {
      refused(piping(code + "\n"), "verify", "ann", "--relying-party", "shop");
    }
    String recovery = noted("CANA-RYBD-0000-0000-0000-0005");
    for (String code : List.of(recovery, canary())) {
      refused(piping(code + "\n"), "redeem", "ann", "--relying-party", "shop");
    }
  }

  private void others() {
    refused("user", "add", "ann", "--password-file", file(noted("cnry" + ++made)));
    refused("webhook", "add", "https://user:" + canary() + "@tickets.example/in");
    refused("token", "--revoke", noted("wwt_CANARYSEVEN"));
    refused("custody", "unlink", noted("wwl_CANARYEIGHT"));
    refused("custody", "link", "Shop", "--issuer", "GitHub", "--purpose", "p", "--pin", canary());
    refused(
        "restore-backup",
        cli.file("b.backup", bytes("no backup " + canary())).toString(),
        "--passphrase-file",
        file(canary()));
    refused(
        "export",
        folder.resolve("o.fake").toString(),
        "--to",
        "fake",
        "--passphrase-file",
        file(canary()));
  }
}
