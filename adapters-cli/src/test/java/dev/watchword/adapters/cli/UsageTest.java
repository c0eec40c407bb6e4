package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir Path folder;
  private CliFixture cli;

  @BeforeEach
  void fixture() {
    cli = new CliFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code --passphrase hunter2 A",
        "code --passphrase=hunter2 A",
        "list -phunter2",
        "add --secret hunter2",
        "add --issuer A hunter2 --bad",
        "hunter2",
        "add --digits hunter2 --issuer A",
        "list -o hunter2",
        "list --vault",
        "--hunter2"
      })
  void aUsageErrorRepeatsNoValue(String line) {
    // UN-02
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.err()).doesNotContain(line.equals("--hunter2") ? "zzz" : "hunter2");
    assertThat(cli.err()).startsWith("watchword: ");
    assertThat(cli.out()).isEmpty();
    assertThat(cli.built).isZero();
  }

  @Test
  void saysThatSecretsDoNotBelongOnTheCommandLine() {
    cli.run("code", "--passphrase", "x", "A");

    assertThat(cli.err()).contains("--passphrase").contains("never given on the command line");
  }

  @ParameterizedTest
  @CsvSource({
    "cdoe openai, `code`",
    "lst, `list`",
    "passphrse, `passphrase`",
    "list --trsh, `--trash`",
    "scan --clipbord, `--clipboard`"
  })
  void namesWhatWasProbablyMeant(String line, String meant) {
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.err()).contains("Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "x", "list --hunter2"})
  void namesNothingWhereNothingIsNear(String line) {
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.err()).doesNotContain("Did you mean");
  }

  @Test
  void aUsageErrorIsADocumentToo() {
    assertThat(cli.run("list", "--nonsense", "-o", "json")).isEqualTo(2);
    assertThat(cli.out()).startsWith("{\"error\":{\"code\":\"usage\",\"message\":");
  }

  @Test
  void helpAndVersionBuildNothing() {
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).isEqualTo("watchword 1.2.3\n");
    assertThat(cli.run("--help")).isZero();
    assertThat(cli.run("code", "--help")).isZero();
    assertThat(cli.run("recovery", "use", "--help")).isZero();
    assertThat(cli.out()).contains("Usage: watchword recovery use [OPTIONS] QUERY");
    assertThat(cli.built).isZero();
  }

  /// With `WATCHWORD_GOLDEN=write` in the environment the files are written anew; look at what
  /// changed in them.
  @Test
  void theHelpIsAsItWasAgreed() throws IOException {
    cli.run("--help");
    agreed("watchword");
    for (String name : CommandTree.commands().keySet()) {
      cli.run(name, "--help");
      agreed(name);
    }
  }

  private void agreed(String name) throws IOException {
    Path file =
        Path.of("src/test/resources/dev/watchword/adapters/cli/help").resolve(name + ".txt");
    if ("write".equals(System.getenv("WATCHWORD_GOLDEN"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, cli.out());
    }
    assertThat(cli.out()).as(name).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"export", "import", "backup", "restore-backup", "code", "verify", "audit"})
  void wordsThatACommandCannotDoWithoutAreMissed(String command) {
    assertThat(cli.run(command)).as(cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains("missing");
  }

  @Test
  void helpKeepsToANarrowTerminal() {
    FakeTerminal narrow = new FakeTerminal();
    narrow.columns = 60;
    cli.run(narrow, "--help");

    assertThat(cli.out().lines()).allMatch(line -> line.length() <= 60);
  }

  @Test
  void everyCommandHasItsHelp() {
    for (String name : CommandTree.commands().keySet()) {
      assertThat(cli.run(name, "--help")).isZero();
      assertThat(cli.out()).contains("watchword " + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionScriptsNameEveryCommand(String shell) {
    assertThat(cli.run("completion", shell)).isZero();
    for (String name : CommandTree.commands().keySet()) {
      if (!CommandTree.commands().get(name).get().spec().usageMessage().hidden()) {
        assertThat(cli.out()).contains(name);
      }
    }
    assertThat(cli.out()).contains("secret-stdin").doesNotContain("idle-seconds");
  }

  @Test
  void theBashScriptCompletes() throws Exception {
    cli.run("completion", "bash");
    String script =
        cli.out()
            + """
            COMP_WORDS=(watchword rec); COMP_CWORD=1; _watchword; echo "${COMPREPLY[*]}"
            COMP_WORDS=(watchword recovery u); COMP_CWORD=2; _watchword; echo "${COMPREPLY[*]}"
            COMP_WORDS=(watchword add --sec); COMP_CWORD=2; _watchword; echo "${COMPREPLY[*]}"
            watchword() { printf 'Example Bank\\nEx & Co\\nGitHub ada\\n'; }
            COMP_WORDS=(watchword code exa); COMP_CWORD=2; _watchword; echo "${COMPREPLY[*]}"
            COMP_WORDS=(watchword show git); COMP_CWORD=2; _watchword; echo "${COMPREPLY[*]}"
            """;
    Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines())
        .containsExactly("recovery", "use", "--secret-stdin", "Example\\ Bank", "GitHub\\ ada");
  }

  @Test
  void refusesAShellThatItDoesNotKnow() {
    assertThat(cli.run("completion", "tcsh")).isEqualTo(2);
  }

  @Test
  void doctorNeedsNoVault() {
    assertThat(cli.run("doctor")).isZero();
    assertThat(cli.out()).contains("watchword 1.2.3").contains("none yet at");
    cli.run("doctor", "-o", "json");
    assertThat(cli.out()).startsWith("{\"well\":true,\"findings\":[");
  }
}
