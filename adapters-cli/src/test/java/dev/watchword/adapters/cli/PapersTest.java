package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the package has ready is what the program would say.
class PapersTest {

  @TempDir Path folder;
  private CliFixture cli;
  private Map<String, String> papers;

  @BeforeEach
  void papers() {
    cli = new CliFixture(folder);
    papers = Papers.all("1.2.3");
  }

  @Test
  void theHelpThatLiesReadyIsTheHelp() throws IOException {
    assertThat(cli.run("papers", folder.resolve("share").toString())).isZero();
    cli.run("--help");
    assertThat(folder.resolve("share/help/watchword")).hasContent(cli.out());
    cli.run("code", "--help");
    assertThat(papers.get("help/code")).isEqualTo(cli.out());
    cli.run("recovery", "use", "--help");
    assertThat(papers.get("help/recovery.use")).isEqualTo(cli.out());
    cli.run("help", "agent");
    assertThat(cli.out()).startsWith("Keep the vault open");
    cli.run("help", "exit-codes");
    assertThat(papers.get("help/topic.exit-codes")).isEqualTo(cli.out()).contains("a bug of ours");
    cli.run("--version");
    assertThat(papers.get("version")).isEqualTo(cli.out());
    cli.run("completion", "fish");
    assertThat(papers.get("completions/fish")).isEqualTo(cli.out());
  }

  @Test
  void topicsFitAnEightyColumnScreen() {
    HelpTopics.all()
        .forEach((name, text) ->
            assertThat(text.lines()).as(name).allMatch(line -> line.length() <= 80));
    assertThat(BrowserHelp.LINES).allMatch(line -> line.length() <= 39);
  }

  @Test
  void everyCommandHasItsManualPage() {
    for (String name : CommandTree.commands().keySet()) {
      String page = papers.get("man/man1/watchword-" + name + ".1");
      if (CommandTree.commands().get(name).get().spec().usageMessage().hidden()) {
        assertThat(page).isNull();
      } else {
        assertThat(page).startsWith(".\\\"").contains(".SH SYNOPSIS").contains("\\-\\-vault");
        assertThat(page.lines().filter(line -> line.startsWith(".")))
            .allMatch(line -> line.matches("\\.(\\\\\"|TH|SH|TP|B|BR|I|PP|br|nf|fi)( .*)?.*"));
      }
    }
    assertThat(papers.get("man/man1/watchword.1")).contains("watchword\\-code (1)");
  }

  @Test
  void helpKnowsCommandsAndTopicsAndGuessesTheRest() {
    assertThat(cli.run("help")).isZero();
    assertThat(cli.out()).contains("Commands:");
    assertThat(cli.run("help", "recovery", "use")).isZero();
    assertThat(cli.out()).contains("Usage: watchword recovery use");
    assertThat(cli.run("help", "clok")).isEqualTo(2);
    assertThat(cli.err()).contains("Did you mean `clock`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cdoe github",
        "code --nxet github",
        "code --vault x --nxt github",
        "list --bogus",
        "add --passphrase=hunter2",
        "nothing-like-it",
        "scan --secret x"
      })
  void aMistakeIsNamedTheSameWithPicocliAndWithout(String line) {
    String[] words = line.split(" ");
    List<String> table = papers.get("options").lines().toList();

    assertThat(cli.run(words)).isEqualTo(2);
    assertThat(QuickUsage.mistake(words, table).map(s -> "watchword: " + s + "\n"))
        .contains(cli.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code github",
        "code --vault --nxet github",
        "code -o json --bogus",
        "code -x",
        "recovery use --bogus",
        "code -- --bogus",
        "code --help --bogus"
      })
  void whatIsNotPlainIsLeftToPicocli(String line) {
    assertThat(QuickUsage.mistake(line.split(" "), papers.get("options").lines().toList()))
        .isEmpty();
  }

  @Test
  void namesComeFromTheAgentAloneAndNobodyIsAsked() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada", "GitHub:bob", "Bank:17");
    assertThat(cli.run("names")).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.built).isZero();
    try (AgentFixture agent = new AgentFixture(cli)) {
      cli.run("names");
      assertThat(cli.out()).isEqualTo("Bank\nGitHub ada\nGitHub bob\n");
      assertThat(agent.timer.expired()).isFalse();
    }
  }
}
