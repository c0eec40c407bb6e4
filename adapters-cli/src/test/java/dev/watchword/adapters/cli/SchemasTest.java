package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.HandOver;
import dev.watchword.core.interchange.FakeFormat;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/schemas` against what the commands really print.
class SchemasTest {

  @TempDir Path folder;
  private CliFixture cli;
  private final TreeSet<String> tried = new TreeSet<>();
  private final PrintedCredentials credentials = new PrintedCredentials();

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada", "Bank:17");
  }

  private void fits(String schema, String... words) {
    fits(schema, new FakeTerminal(), words);
  }

  private void fits(String schema, FakeTerminal terminal, String... words) {
    String[] line = java.util.Arrays.copyOf(words, words.length + 2);
    line[words.length] = "-o";
    line[words.length + 1] = "json";
    cli.run(terminal, line);
    credentials.seeDocument(cli.out());
    assertThat(SchemaCheck.errors(schema, cli.out()))
        .as("%s\n%s", String.join(" ", words), cli.out())
        .isEmpty();
    tried.add(schema);
  }

  private String field(String name) {
    return String.valueOf(((Map<?, ?>) JsonReader.read(cli.out())).get(name));
  }

  private FakeTerminal piping(String text) {
    text.lines().forEach(credentials::see);
    return new FakeTerminal().piping(text);
  }

  @Test
  void everyDocumentIsAsItsSchemaSays() throws Exception {
    vaultCommands();
    transferCommands();
    verifierCommands();
    peopleCommands();
    custodyCommands();
    cli.run("audit", "export");
    assertThat(cli.out().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(SchemaCheck.errors("audit-export", line)).isEmpty());
    tried.add("audit-export");
    fits("error", "code", "nowhere");
    fits("error", "code", "--nonsense");

    assertThat(tried).containsExactlyElementsOf(SchemaCheck.names());
    assertThat(credentials.count()).isGreaterThan(30);
    tellsNoCredential();
  }

  private void tellsNoCredential() { // LO-01, AU-08
    for (AuditLog log : List.of(cli.auditLog, cli.verifierStore.auditLog())) {
      assertThat(credentials.in(PrintedCredentials.all(log))).isEmpty();
    }
  }

  private void vaultCommands() {
    String picture = cli.picture("a.png", CliFixture.uri("New", "me"), "otpauth://totp/?secret=!");
    fits("scan", "scan", picture);
    fits("scan", "scan", "--add", picture);
    fits("scan", "scan", folder.toString());
    fits("scan", "scan", "nowhere.png");
    fits("scan", piping("otpauth://hotp/C:d?counter=3&secret=" + CliFixture.SECRET), "scan", "-");
    fits("add", "add", picture);
    fits(
        "add",
        piping(
            "otpauth://hotp/V:a?counter=1&secret="
                + CliFixture.SECRET
                + "\notpauth://totp/Раураl:b?period=60&digits=8&algorithm=SHA512&secret="
                + CliFixture.SECRET),
        "add",
        "-",
        "--tag",
        "t",
        "--note",
        "n");
    fits("code", "code", "github");
    fits("code", "code", "--next", "bank");
    fits("list", "list");
    fits("show", "show", "github");
    fits("show-uri", "show", "--uri", "--reveal", "github");
    fits("entry", "edit", "--note", "x", "--pin", "github");
    fits("entry", "tag", "--add", "work", "github");
    fits("entry", "rm", "bank");
    fits("list", "list", "--trash");
    fits("entry", "restore", "bank");
    fits("recovery-add", piping("aaaa-1111\nbbbb-2222\n"), "recovery", "add", "github");
    fits("recovery-use", "recovery", "use", "github");
    fits("recovery-list", "recovery", "list", "github");
    fits("recovery-list", "recovery", "list", "--reveal", "github");
    fits("keyring", "keyring", "remove");
    fits("slot", "slot", "add", "--create", folder.resolve("a.key").toString());
    fits("slot-list", "slot", "list");
    fits("slot", "slot", "remove", "--yes", "key file: a.key");
    fits("check", "check");
    fits("rotate", "rotate");
    String backup = folder.resolve("a.backup").toString();
    fits("backup", "backup", backup);
    fits("restore-backup", "restore-backup", "--replace", backup);
    fits("doctor", "doctor");
    fits("lock", "lock");
    fits("token", "token", "a token");
    String token = field("id");
    fits("token-list", "token", "--list");
    fits("token-revoked", "token", "--revoke", token);
    fits("audit-verify", "audit", "verify");
    cli.clock.advance(Duration.ofDays(40));
    cli.verifierStore.advance(Duration.ofDays(40));
    fits(
        "audit-archive",
        "audit",
        "archive",
        folder.resolve("archived.log").toString(),
        "--older-than",
        "30");
    fits(
        "passphrase",
        "passphrase",
        "--new-passphrase-file",
        cli.secretFile("new", "another passphrase that is long\n").toString());
    fits("lock", "lock");
    CliFixture fresh = new CliFixture(folder);
    fresh.unlockByFile();
    fresh.run("init", "-o", "json");
    assertThat(SchemaCheck.errors("init", fresh.out())).as(fresh.out()).isEmpty();
    tried.add("init");
    CliFixture other = CliFixture.withVault(folder);
    try (AgentFixture agent = new AgentFixture(other)) {
      other.run("unlock", "-o", "json");
      assertThat(SchemaCheck.errors("unlock", other.out())).as(other.out()).isEmpty();
      tried.add("unlock");
      assertThat(agent.timer.expired()).isFalse();
    }
    tellsNoCredential();
    cli = CliFixture.withVault(folder).holding("GitHub:ada");
  }

  private void transferCommands() {
    cli.formats = List.of(new FakeFormat());
    String backup =
        cli.file(
                "in.fake",
                ("fake\nShop:ann " + CliFixture.SECRET + "\nbroken\n")
                    .getBytes(StandardCharsets.UTF_8))
            .toString();
    fits("import", "import", backup);
    fits("import", "import", backup, folder.resolve("pass").toString());
    fits(
        "export",
        "export",
        folder.resolve("out.fake").toString(),
        "--to",
        "fake",
        "--plain",
        "--yes");
    fits("formats", "formats");
  }

  private void verifierCommands() throws Exception {
    fits("enrol", "enrol", "ann", "--relying-party", "shop", "--issuer", "Shop");
    OtpKey device = KeyUri.parse(field("uri")).key();
    String id = field("id");
    fits(
        "enrol-confirm",
        piping(device.at(cli.verifierStore.now()).code() + "\n"),
        "enrol",
        "ann",
        "--relying-party=shop",
        "--confirm",
        id,
        "--recovery-codes");
    String recovery =
        (String)
            ((List<?>) ((Map<?, ?>) JsonReader.read(cli.out())).get("recoveryCodes")).getFirst();
    cli.verifierStore.advance(Duration.ofSeconds(30));
    fits(
        "verify",
        piping(device.at(cli.verifierStore.now()).code() + "\n"),
        "verify",
        "ann",
        "--relying-party",
        "shop");
    fits("redeem", piping(recovery + "\n"), "redeem", "ann", "--relying-party", "shop");
    fits("enrol", "enrol", "bob", "--relying-party", "shop", "--issuer", "Shop");
    fits("enrol-cancel", "enrol", "bob", "--relying-party", "shop", "--cancel", field("id"));
  }

  private void peopleCommands() {
    String file = cli.secretFile("password", "another horse another staple\n").toString();
    fits("user", "user", "add", "ann", "--password-file", file);
    fits("user", "user", "add", "bob", "--role", "operator", "--password-file", file);
    fits("user", "user", "reset", "bob");
    fits("team", "team", "add", "night", "--member", "bob");
    fits("team-list", "team", "list");
    fits("webhook", "webhook", "add", "https://ticket.example/in");
    String webhook = field("id");
    fits("webhook-list", "webhook", "list");
    fits("removed", "webhook", "remove", webhook);
  }

  private void custodyCommands() {
    String link =
        "custody link Shop --issuer GitHub --purpose move --until 7d --to anyone"
            + " --approval-required --reason-required";
    fits("custody-link", link.split(" "));
    handOver(field("url"));
    fits("custody-link", link.split(" "));
    String second =
        (String) ((Map<?, ?>) ((Map<?, ?>) JsonReader.read(cli.out())).get("link")).get("id");
    fits("custody-links", "custody", "links");
    fits("custody-revoked", "custody", "unlink", second);
    fits("custody-ask", "custody", "ask", "shop", "--as", "bob", "--reason", "r");
    String question = field("id");
    String held = field("heldId");
    fits("custody-approvals", "custody", "approvals");
    fits("custody-answer", "custody", "approve", question);
    fits("custody-reserve", "custody", "reserve", "shop", "--as", "bob");
    fits("custody-list", "custody", "list", "--as", "bob");
    fits("custody-code", "custody", "code", "shop", "--as", "bob", "--reason", "r");
    fits(
        "custody-recovery-code",
        "custody",
        "recovery-code",
        "shop",
        "--as",
        "bob",
        "--reason",
        "r");
    fits("custody-release", "custody", "release", "shop", "--as", "bob");
    fits("custody-grant", "custody", "grant", "shop", "--to", "bob", "--until", "12h");
    fits("custody-grants", "custody", "grants");
    fits("custody-events", "custody", "events", held);
    fits("custody-leave", "custody", "leave", "bob");
    fits("custody-end", "custody", "end", "shop");
  }

  private void handOver(String url) {
    try (OpenVault vault = cli.open()) {
      Custody custody = Custody.of(cli.custody, vault, "test", cli.random);
      KeyUri parsed = KeyUri.parse(CliFixture.uri("GitHub", "shop"));
      Origin customer = new Origin("customer", "192.0.2.7", "");
      HandOver.Outcome.Done done =
          (HandOver.Outcome.Done)
              custody
                  .handOver()
                  .handOver(
                      url.substring(url.indexOf('#') + 1),
                      "",
                      List.of(new NewEntry(parsed.label(), parsed.key())),
                      customer);
      custody
          .receipts()
          .addRecoveryCodes(
              done.token().reveal(), done.held().getFirst().id(), List.of("aaaa-1111"), customer);
    } catch (KeyUriSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theCheckFindsWhatIsWrong() {
    assertThat(SchemaCheck.errors("lock", "{\"wasUnlocked\":\"yes\"}")).hasSize(1);
    assertThat(SchemaCheck.errors("lock", "{}")).containsExactly("lock: wasUnlocked is missing");
    assertThat(SchemaCheck.errors("lock", "{\"wasUnlocked\":true,\"more\":1}"))
        .containsExactly("lock: more is not written down");
    assertThat(SchemaCheck.errors("error", "{\"error\":{\"code\":\"A\",\"message\":\"b\"}}"))
        .hasSize(1);
  }
}
