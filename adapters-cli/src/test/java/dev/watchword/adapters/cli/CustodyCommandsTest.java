package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.HandOver;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Custody, teams and webhooks in an operator's hands; what is held is checked by core's own tests.
class CustodyCommandsTest {

  private static final Origin CUSTOMER = new Origin("customer", "192.0.2.7", "");

  @TempDir Path folder;

  private CliFixture cli;

  @BeforeEach
  void people() {
    cli = CliFixture.withVault(folder);
    add("ann", "owner");
    add("bob", "operator");
    add("cyd", "operator");
    add("vic", "viewer");
  }

  private void add(String name, String role) {
    String file = cli.secretFile("password", "another horse another staple\n").toString();
    cli.run("user", "add", name, "--role", role, "--password-file", file);
  }

  private String link(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("custody", "link", "Shop", "Ltd", "--issuer", "GitHub", "--until", "7d"));
    words.addAll(List.of("--purpose", "moving house", "--as", "bob"));
    words.addAll(List.of(more));
    assertThat(cli.run(words.toArray(String[]::new))).as(cli.err()).isZero();
    return cli.out().strip();
  }

  private HandOver.Outcome handOver(String url, String pin) {
    KeyUri parsed;
    try {
      parsed = KeyUri.parse(CliFixture.uri("GitHub", "shop"));
    } catch (KeyUriSyntaxException e) {
      throw new AssertionError(e);
    }
    try (OpenVault vault = cli.open()) {
      return Custody.of(cli.custody, vault, "test", cli.random)
          .handOver()
          .handOver(
              url.substring(url.indexOf('#') + 1),
              pin,
              List.of(new NewEntry(parsed.label(), parsed.key())),
              CUSTOMER);
    }
  }

  private void held(String... more) {
    assertThat(handOver(link(more), "")).isInstanceOf(HandOver.Outcome.Done.class);
  }

  private String idOf(String list, int member) {
    cli.run("custody", list);
    return cli.out().lines().toList().get(member).split("\t")[0];
  }

  @Test
  void handsOverByALinkAndReadsTheCodeOnRecord() { // AZ-03
    String url = link("--server", "https://desk.example/");
    assertThat(url).matches("https://desk\\.example/hand-over#wwl_[A-Z2-7]{58}");
    assertThat(handOver(url, "")).isInstanceOf(HandOver.Outcome.Done.class);
    assertThat(handOver(url, "")).isInstanceOf(HandOver.Outcome.Refused.class);

    cli.run("custody", "list", "--as", "bob");
    assertThat(cli.out())
        .contains("Shop Ltd")
        .contains("GitHub: shop")
        .contains("until 2026-12-01");
    assertThat(cli.run("custody", "code", "shop", "--as", "bob", "--reason", "sign in")).isZero();
    assertThat(cli.out().strip()).matches("[0-9]{6}");

    cli.run("custody", "links", "--as", "bob");
    assertThat(cli.out()).contains("\tused\t");
    cli.run("custody", "events", idOf("list", 0));
    assertThat(cli.out())
        .contains("\"what\":\"code-read\"")
        .contains("bob")
        .contains("sign in")
        .doesNotContain(CliFixture.SECRET);
    cli.run("audit", "export");
    assertThat(cli.out()).contains("cli, operator ").contains("custody.code-read");
  }

  @Test
  void saysBeforeAnActWhatIsNotAsTheLogTells() { // CR-12
    held();
    cli.run("audit", "verify"); // gives what waits its place
    cli.verifierStore.chain().removeFirst();

    cli.run("custody", "list", "--as", "bob");

    assertThat(cli.err()).contains("audit log was changed");
  }

  @Test
  void takesNoHarmFromAFileOfCheckpointsThatHoldsNone() {
    held();
    cli.file("vault.db.audit-anchor", new byte[] {'\n'}); // as a kill leaves it

    assertThat(cli.run("custody", "list", "--as", "bob")).as(cli.err()).isZero();

    assertThat(cli.err()).isEmpty();
  }

  @Test
  void asksForThePinOfAFile() {
    String url = link("--pin-file", cli.secretFile("pin", "4711\n").toString());

    assertThat(handOver(url, "")).isInstanceOf(HandOver.Outcome.Refused.class);
    assertThat(handOver(url, "4711")).isInstanceOf(HandOver.Outcome.Done.class);
  }

  @Test
  void refusesWhatTheRoleDoesNotAllow() { // AZ-01
    held();

    assertThat(cli.run("custody", "list", "--as", "vic")).isEqualTo(1);
    assertThat(cli.err()).contains("That is for owners and operators");
    assertThat(cli.run("custody", "end", "shop", "--as", "bob")).isEqualTo(1);
    assertThat(cli.run("custody", "list", "--as", "nobody")).isEqualTo(1);
    cli.run("user", "disable", "bob");
    assertThat(cli.run("custody", "code", "shop", "--as", "bob")).isEqualTo(1);
    assertThat(cli.err()).contains("shut out");
  }

  @Test
  void readsNothingWithoutAGrant() { // AZ-05
    held();

    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.run("custody", "code", "shop")).as("the owner").isEqualTo(1);
    assertThat(cli.run("custody", "grant", "shop", "--to", "ann", "--until", "1d"))
        .as("to themselves")
        .isEqualTo(2);
    assertThat(cli.run("custody", "grant", "shop", "--to", "cyd", "--until", "1d")).isZero();
    String grant = cli.out().strip();
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isZero();

    assertThat(cli.run("custody", "revoke", grant)).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isEqualTo(1);
  }

  @Test
  void wantsWhatTheGrantWants() { // AZ-10
    held("--to", "bob", "--reason-required", "--approval-required", "--max-readings", "1");

    assertThat(cli.run("custody", "code", "shop", "--as", "bob")).isEqualTo(1);
    assertThat(cli.err()).contains("--reason");
    assertThat(cli.run("custody", "code", "shop", "--as", "bob", "--reason", "r")).isEqualTo(1);
    assertThat(cli.err()).contains("custody ask");
    assertThat(cli.run("custody", "ask", "shop", "--as", "bob", "--reason", "r")).isZero();
    String question = cli.out().strip();
    cli.run("custody", "approvals");
    assertThat(cli.out()).contains(question).contains("bob");
    assertThat(cli.run("custody", "approve", question, "--as", "bob")).isEqualTo(1);
    assertThat(cli.run("custody", "approve", question)).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "bob", "--reason", "r")).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "bob", "--reason", "r")).isEqualTo(1);
    assertThat(cli.err()).contains("used up");
  }

  @Test
  void deniesAQuestion() {
    held("--to", "bob", "--approval-required");
    cli.run("custody", "ask", "shop", "--as", "bob", "--reason", "r");

    assertThat(cli.run("custody", "deny", cli.out().strip())).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "bob")).isEqualTo(1);
  }

  @Test
  void reservesForOneAtATime() { // AZ-11
    held("--to", "anyone");

    assertThat(cli.run("custody", "reserve", "shop", "--as", "bob", "--seconds", "60")).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isEqualTo(1);
    assertThat(cli.err()).contains("bob has it for themselves");
    assertThat(cli.run("custody", "reserve", "shop", "--as", "cyd")).isEqualTo(1);
    assertThat(cli.run("custody", "release", "shop", "--as", "cyd")).isEqualTo(1);
    assertThat(cli.run("custody", "release", "shop", "--as", "bob")).isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isZero();
    assertThat(cli.run("custody", "reserve", "shop", "--as", "bob", "--seconds", "301"))
        .isEqualTo(2);
  }

  @Test
  void endsWhatIsHeldWithAProof() {
    held();

    assertThat(cli.run("custody", "end", "shop", "-o", "json")).isZero();
    Map<?, ?> proof = (Map<?, ?>) JsonReader.read(cli.out());
    assertThat(proof.get("head").toString()).matches("[0-9a-f]{64}");
    assertThat(proof.get("auditSeq")).isNotNull();
    assertThat(cli.run("custody", "code", "shop", "--as", "bob")).isEqualTo(1);
    assertThat(cli.run("custody", "end", "shop")).isEqualTo(1);
  }

  @Test
  void takesALinkBack() {
    String url = link();
    String id = idOf("links", 0);

    assertThat(cli.run("custody", "unlink", id, "--as", "cyd")).as("not theirs").isEqualTo(1);
    assertThat(cli.run("custody", "unlink", id, "--as", "bob")).isZero();
    assertThat(handOver(url, "")).isInstanceOf(HandOver.Outcome.Refused.class);
    assertThat(cli.run("custody", "unlink", "4711")).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(cli.run("custody", "link", "Shop", "--until", "7d", "--purpose", "p")).isEqualTo(2);
    assertThat(cli.err()).contains("--issuer is missing");
    assertThat(
            cli.run(
                "custody", "link", "Shop", "--until", "soon", "--purpose", "p", "--issuer", "G"))
        .isEqualTo(2);
    assertThat(cli.err()).contains("--until takes 90m, 12h, 7d");
    assertThat(cli.run("custody")).isEqualTo(2);
    assertThat(cli.run("custody", "lnks")).isEqualTo(2);
    assertThat(cli.err()).contains("links");
    assertThat(cli.run("custody", "code")).isEqualTo(2);
  }

  @Test
  void grantsToATeam() { // AZ-09
    held();
    assertThat(cli.run("team", "add", "night", "shift", "--member", "cyd")).isZero();
    assertThat(cli.run("team", "add", "Night shift")).isEqualTo(1);
    assertThat(cli.run("custody", "grant", "shop", "--to", "team:night shift", "--until", "1d"))
        .isZero();
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isZero();

    cli.run("custody", "grants");
    assertThat(cli.out()).contains("team:night shift").contains("read 1");
    assertThat(cli.run("custody", "leave", "cyd")).isZero();
    assertThat(cli.out()).contains("code-read");
    assertThat(cli.run("custody", "code", "shop", "--as", "cyd")).isEqualTo(1);
    cli.run("team", "list");
    assertThat(cli.out()).startsWith("night shift").doesNotContain("cyd");
    assertThat(cli.run("team", "change", "night shift", "--name", "day shift", "--member", "bob"))
        .isZero();
    assertThat(cli.out()).isEqualTo("day shift\tbob\n");
    assertThat(cli.run("team", "remove", "day shift")).isZero();
    assertThat(cli.run("team", "remove", "day shift")).isEqualTo(1);
  }

  @Test
  void keepsWebhooks() {
    assertThat(cli.run("webhook", "add", "https://ticket.example/in", "--event", "code-read"))
        .isZero();
    assertThat(cli.out().strip()).matches("[A-Za-z0-9+/]{43}=");
    cli.run("webhook", "list");
    assertThat(cli.out()).contains("https://ticket.example/in\tcode-read");
    String id = cli.out().split("\t")[0];

    assertThat(cli.run("webhook", "add", "ftp://x")).isEqualTo(2);
    assertThat(cli.run("webhook", "add", "https://a b\u001b[2J")).isEqualTo(2);
    assertThat(cli.err()).doesNotContain("\u001b").contains("https://ticket.example/in");
    assertThat(cli.run("webhook", "add", "https://ticket.example/in", "--event", "code-raed"))
        .isEqualTo(2);
    assertThat(cli.err()).contains("code-read, ").contains("notice").doesNotContain("raed");
    assertThat(cli.run("webhook", "list", "--as", "bob")).isEqualTo(1);
    assertThat(cli.run("webhook", "remove", id)).isZero();
    assertThat(cli.run("webhook", "remove", id)).isEqualTo(1);
  }
}
