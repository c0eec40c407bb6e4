package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The full-screen list, on screens and with keys of the test's own.
class BrowserTest {

  @TempDir Path folder;
  private CliFixture cli;
  private Session session;
  private FakeDisplay display;

  @BeforeEach
  void vault() {
    cli = CliFixture.withVault(folder).holding("GitHub:ada", "OpenAI:ada@example.com", "Bank:17");
    display = new FakeDisplay(24, 80);
    begin();
  }

  private void begin() {
    session =
        new Session(
            cli.environment,
            cli,
            cli.terminal,
            SharedOptions.of(
                List.of(CommandTree.root(new String[] {"list"}).parseArgs("list").subcommand()),
                cli.environment));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private String run() {
    BrowseCommand.run(session, display);
    return display.screen();
  }

  @Test
  void showsEachEntryWithItsCodeItsBarAndTheTimeLeft() {
    String[] lines = run().split("\n");

    assertThat(lines).hasSizeLessThanOrEqualTo(24);
    assertThat(lines[0]).startsWith(" watchword  3 entries");
    assertThat(lines[2]).matches("> Bank  17 +\\d{3} \\d{3} ━━━━━━━─── 20s");
    assertThat(lines[3]).matches("  GitHub  ada +\\d{3} \\d{3} ━━━━━━━─── 20s");
    assertThat(lines[21]).matches(" next \\d{3} \\d{3}");
  }

  @ParameterizedTest
  @CsvSource({"24, 80", "20, 40", "12, 30", "6, 20", "60, 200"})
  void keepsToTheScreenWhateverItsSize(int rows, int columns) {
    cli.holding(
        IntStream.range(0, 30)
            .mapToObj(i -> "A long issuer's name no " + i + ":somebody")
            .toArray(String[]::new));
    display = new FakeDisplay(rows, columns).press(Key.Kind.END, Key.Kind.PAGE_UP).type("?x/long");
    display.colour = true;

    run();

    for (List<String> picture : display.pictures) {
      assertThat(picture).hasSizeLessThanOrEqualTo(rows);
      assertThat(picture)
          .allSatisfy(line -> assertThat(Ink.width(line)).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void hasNoStylesWithoutColour() {
    display.type("/git?").press(Key.Kind.ESCAPE).type("e");

    run();

    assertThat(display.pictures).allSatisfy(p -> assertThat(p.toString()).doesNotContain("\u001b"));
  }

  @Test
  void searchesWithEachLetterAndGoesBackByEscape() {
    display.type("/gi").then(d -> {}).press(Key.Kind.ENTER, Key.Kind.ESCAPE);
    String last = run();

    String narrowed = String.join("\n", display.pictures.get(3));
    assertThat(narrowed).contains("1 of 3 entries").contains("GitHub").doesNotContain("Bank");
    assertThat(last).contains("3 entries").contains("Bank");
  }

  @Test
  void followsANewSize() {
    display.then(d -> {
      d.rows = 20;
      d.columns = 40;
    });

    run();

    assertThat(display.pictures.getFirst().get(2)).hasSizeBetween(60, 80);
    assertThat(display.pictures.getLast().get(2)).hasSizeLessThanOrEqualTo(40).contains("━━━─");
  }

  @Test
  void fetchesNewCodesWhenTheOldOnesEndAndNotBefore() {
    display.then(d -> cli.clock.advance(Duration.ofSeconds(19)));
    display.then(d -> cli.clock.advance(Duration.ofSeconds(1)));
    run();

    String first = display.pictures.getFirst().get(2).replaceAll(".*(\\d{3} \\d{3}).*", "$1");
    assertThat(display.pictures.get(1).get(2)).contains(first).contains(" 1s");
    assertThat(display.pictures.get(2).get(2)).doesNotContain(first).contains("30s");
  }

  @Test
  void copiesByTheTerminalAndClearsOnlyWhatIsStillThere() { // LO-09
    display
        .press(Key.Kind.ENTER)
        .then(d -> cli.clock.advance(Duration.ofSeconds(29)))
        .then(d -> assertThat(d.sent).hasSize(1))
        .then(d -> cli.clock.advance(Duration.ofSeconds(1)))
        .then(d -> assertThat(d.sent.getLast()).isEqualTo(Clipboard.TERMINAL_QUESTION))
        .key(new Key(Key.Kind.CLIPBOARD, "something else"))
        .then(d -> assertThat(d.sent).hasSize(2))
        .press(Key.Kind.ENTER)
        .then(d -> cli.clock.advance(Duration.ofSeconds(30)))
        .then(d -> d.key(new Key(Key.Kind.CLIPBOARD, decoded(d.sent.get(2)))))
        .then(d -> {});
    run();

    assertThat(decoded(display.sent.getFirst())).matches("\\d{6}");
    assertThat(display.sent.getLast()).isEqualTo(Clipboard.terminalSequence(""));
  }

  private static String decoded(String sequence) {
    String text = sequence.substring("\u001b]52;c;".length(), sequence.length() - 1);
    return new String(java.util.Base64.getDecoder().decode(text));
  }

  @Test
  void editsTagsPinsTrashesAndUndoesEachInTurn() {
    display
        .type("ei")
        .press(Key.Kind.CLEAR)
        .type("Savings")
        .press(Key.Kind.ENTER)
        .type("et")
        .type("money, home")
        .press(Key.Kind.ENTER)
        .type("pd");
    assertThat(run()).contains("2 entries").doesNotContain("Savings  17 ").contains("u undoes it");

    assertThat(list("list", "--trash")).contains("Savings").contains("money, home");
    display = new FakeDisplay(24, 80).type("Tu").press(Key.Kind.ESCAPE);
    run();
    assertThat(list("list")).startsWith("Savings\t17\ttotp\tmoney, home");

    display = new FakeDisplay(24, 80).type("duuu");
    assertThat(run()).contains("There is nothing to undo.");
    assertThat(list("list")).contains("Savings");
  }

  private String list(String... words) {
    cli.run(words);
    return cli.out();
  }

  @Test
  void showsOneTagOnly() {
    cli.run("tag", "--add", "money", "bank");

    assertThat(run(display.type("t1")))
        .contains("1 of 3 entries  tag: money")
        .doesNotContain("GitHub");
  }

  private String run(FakeDisplay prepared) {
    display = prepared;
    return run();
  }

  @Test
  void erasesOnlyAfterAYes() {
    display.type("dTdn");
    run();
    assertThat(list("list", "--trash")).contains("Bank");

    display = new FakeDisplay(24, 80).type("Tdy");
    run();
    assertThat(list("list", "--trash")).isEmpty();
  }

  @Test
  void addsWhatIsPastedOrInAFile() {
    String uri = CliFixture.uri("Pasted", "me");
    display.key(new Key(Key.Kind.PASTE, uri + "\n"));
    assertThat(run()).contains("> Pasted  me").contains("Added Pasted (me).");

    display =
        new FakeDisplay(24, 80)
            .type("af" + cli.picture("qr.png", CliFixture.uri("Scanned", "you")))
            .press(Key.Kind.ENTER);
    assertThat(run()).contains("> Scanned  you");
    assertThat(run(new FakeDisplay(24, 80).type("afnowhere.png").press(Key.Kind.ENTER)))
        .contains("There is no such file.");
  }

  @Test
  void aCounterMovesOnlyWhenItsCodeIsCopied() {
    cli.run(
        new FakeTerminal()
            .piping("otpauth://hotp/VPN:a?secret=" + CliFixture.SECRET + "&counter=0"),
        "add",
        "-");
    display.press(Key.Kind.END).then(d -> cli.clock.advance(Duration.ofMinutes(5)));
    assertThat(run()).containsPattern("> VPN.*counter|> a.*counter");

    display = new FakeDisplay(24, 80).press(Key.Kind.END, Key.Kind.ENTER);
    assertThat(run()).contains("755224 (used up)"); // RFC 4226 Appendix D
  }

  @Test
  void aQrCodeGoesAwayByItself() {
    display.type("r").then(d -> cli.clock.advance(Duration.ofSeconds(61))).then(d -> {});
    run();

    assertThat(display.pictures.get(1).toString()).contains("It holds the secret");
    assertThat(display.screen()).doesNotContain("It holds the secret");
  }

  @Test
  void locksWhenNobodyPressesAKeyForFifteenMinutes() { // UN-04
    display
        .then(d -> cli.clock.advance(Duration.ofMinutes(14)))
        .type("j")
        .then(d -> cli.clock.advance(Duration.ofMinutes(14)))
        .then(d -> cli.clock.advance(Duration.ofMinutes(2)));

    assertThatThrownBy(this::run).isInstanceOf(Failure.class).hasMessageContaining("locked");
    assertThat(display.pictures).hasSize(4);
  }

  @Test
  void watchingIsNoUseOfAnAgentAndALockedOneEndsIt() {
    try (AgentFixture agent = new AgentFixture(cli)) {
      begin();
      display
          .then(d -> cli.clock.advance(Duration.ofMinutes(14)))
          .then(d -> {})
          .then(d -> cli.clock.advance(Duration.ofMinutes(1)));

      assertThatThrownBy(this::run).isInstanceOf(Failure.class).hasMessageContaining("locked");
      assertThat(agent.timer.expired()).isTrue();
    }
  }

  @Test
  void hostileNamesShowNothingThatSteersATerminal() { // LO-05
    cli.run(
        new FakeTerminal().piping("otpauth://totp/%1B%5B2J%07:x?secret=" + CliFixture.SECRET),
        "add",
        "-");
    run();

    assertThat(display.pictures.stream().flatMap(List::stream).collect(Collectors.joining()))
        .doesNotContain("\u001b")
        .doesNotContain("\u0007");
  }

  @Test
  void thePlainListIsLinesAndAPrompt() {
    FakeTerminal terminal = new FakeTerminal().typing("git", "1", "nothing such", "9", "q");
    terminal.outputIsTerminal = true;

    assertThat(cli.run(terminal, "--plain")).isZero();
    assertThat(terminal.out())
        .contains("3 entries\n1. Bank (17)\n2. GitHub (ada)\n")
        .containsPattern("GitHub \\(ada\\):\n\\d \\d \\d \\d \\d \\d\n20 s left\n")
        .contains("Nothing matches.")
        .contains("There is no entry of that number")
        .doesNotContain("\u001b");
  }

  @Test
  void aloneOnAPipeItIsAUsageError() {
    assertThat(cli.run()).isEqualTo(2);
    assertThat(cli.err()).contains("A command is missing");
  }
}
