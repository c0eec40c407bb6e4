package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program in a real pseudo-terminal: what it asks, and the list on the whole screen.
///
/// Left out where there is no tmux, but never in CI.
class TerminalIT {

  private static final Pattern CODE = Pattern.compile("\\d{3} \\d{3}");
  private static final Pattern SIX_DIGITS = Pattern.compile("(?m)^\\d{6}\\b");
  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  private static final Pattern RECOVERY_KEY = Pattern.compile("([0-9A-Z]{4}-){7}[0-9A-Z]{4}");

  @TempDir Path home;
  private Program program;
  private TmuxTerminal terminal;

  @BeforeEach
  void sit() {
    if (System.getenv("CI") == null) {
      assumeThat(DesktopIT.present("tmux")).as("tmux is installed").isTrue();
    }
    program = new Program(home);
    terminal = TmuxTerminal.open(home, 80, 24, program.environment());
  }

  @AfterEach
  void leave() {
    terminal.close();
  }

  @Test
  void asksForAPassphraseWithoutShowingItAndForTheRecoveryKeyBack() { // UN-02, BK-06
    terminal.line("unset WATCHWORD_PASSPHRASE_FILE");
    terminal.line(Program.path() + " init");
    terminal.waitFor("New passphrase:");
    terminal.line(Program.PASSPHRASE);
    terminal.waitFor("The same again:");
    terminal.line(Program.PASSPHRASE);
    String shown = terminal.waitFor("Type it back, to be sure:");
    String key = recoveryKey(shown);
    terminal.line(key.toLowerCase(Locale.ROOT));
    terminal.waitFor(screen -> screen.stripTrailing().endsWith(TmuxTerminal.PROMPT.strip()));
    assertThat(terminal.history()).doesNotContain("a passphrase of");

    terminal.line("clear; stty -a");
    assertThat(terminal.waitFor("icanon")).contains(" echo ").doesNotContain("-echo ");

    terminal.line("clear; echo not-it | " + Program.path() + " unlock --passphrase-file -");
    terminal.waitFor("watchword: ");
    terminal.line("clear; " + Program.path() + " list");
    terminal.waitFor("Passphrase:");
    terminal.line(Program.PASSPHRASE);
    terminal.waitFor("no entries");
    assertThat(terminal.history()).doesNotContain("a passphrase of");
  }

  /// The lines of docs/operations.md, typed as they stand there.
  @Test
  void theDrillEndsWithACodeByTheRecoveryKeyAlone() throws IOException { // BK-06
    terminal.line("unset WATCHWORD_PASSPHRASE_FILE");
    terminal.line(Program.path() + " init --passphrase-file " + home.resolve("passphrase"));
    String key = recoveryKey(terminal.waitFor("Type it back, to be sure:"));
    terminal.line(key);
    terminal.waitFor("made the vault");
    program.piped("otpauth://totp/GitHub:me?issuer=GitHub&secret=GEZDGNBVGY3TQOJQ", "add", "-");
    Path backup = home.resolve("a.backup");
    assertThat(program.run("backup", backup.toString()).exit()).isZero();
    Files.delete(program.vault());
    Files.delete(home.resolve("passphrase"));

    List<String> drill = drill();
    assertThat(drill).hasSize(5);
    terminal.line(
        "clear; mkdir elsewhere; cd elsewhere; PATH=" + Program.path().getParent() + ":$PATH");
    terminal.line("BACKUP=" + backup + " NAME=github");
    terminal.line(drill.get(0));
    terminal.line(drill.get(1));
    terminal.waitFor("Recovery key:");
    terminal.line(key);
    terminal.waitFor("restored 1 entries");
    newPassphrase(drill.get(2), key);
    terminal.line("clear; " + drill.get(3));
    terminal.waitFor("Passphrase:");
    terminal.line("a new one that nobody knew");
    terminal.waitFor(screen -> SIX_DIGITS.matcher(screen).find());
    terminal.line("clear; " + drill.get(4));
    terminal.waitFor("Passphrase:");
    terminal.line("a new one that nobody knew");
    terminal.waitFor("1 entries checked, all well");
  }

  @Test
  void aShellsHistoryAndTheScreenHoldNoSecret() throws IOException { // LO-06
    Path typed = home.resolve("typed");
    terminal.line("unset WATCHWORD_PASSPHRASE_FILE");
    terminal.line("PATH=" + Program.path().getParent() + ":$PATH");
    terminal.line("HISTFILE=" + typed + " exec bash --norc --noprofile -i");
    terminal.line("watchword init");
    terminal.waitFor("New passphrase:");
    terminal.line(Program.PASSPHRASE);
    terminal.waitFor("The same again:");
    terminal.line(Program.PASSPHRASE);
    String key = recoveryKey(terminal.waitFor("Type it back, to be sure:"));
    terminal.line(key);
    terminal.waitFor("made the vault");
    for (String how : List.of("", " --secret-stdin")) {
      onAClearScreen("watchword add --issuer Shop --account bo" + how);
      terminal.waitFor("Secret:");
      terminal.line(SECRET);
      terminal.waitFor("Passphrase:");
      terminal.line(Program.PASSPHRASE);
      terminal.waitFor(screen -> screen.contains("Shop (bo)"));
    }
    newPassphrase("watchword passphrase --recovery-key", key);
    onAClearScreen("history -w; unset HISTFILE; echo 'do''ne'"); // not again when it ends
    terminal.waitFor("done\n");

    String history = Files.readString(typed);
    assertThat(history).contains("watchword init", "--secret-stdin", "passphrase --recovery-key");
    for (String secret :
        List.of(Program.PASSPHRASE, key, key.substring(0, 9), SECRET, "that nobody knew")) {
      assertThat(history).doesNotContain(secret);
    }
    assertThat(terminal.history()).doesNotContain(SECRET, Program.PASSPHRASE, "that nobody knew");
  }

  /// Types a command once nothing of the ones before is to be seen, so that what is waited for is
  /// its own.
  private void onAClearScreen(String command) {
    String prompt = TmuxTerminal.PROMPT.strip();
    terminal.waitFor(screen -> screen.stripTrailing().endsWith(prompt));
    terminal.line("clear");
    terminal.waitFor(screen -> screen.strip().equals(prompt));
    terminal.line(command);
  }

  private void newPassphrase(String command, String key) {
    onAClearScreen(command);
    terminal.waitFor("Recovery key:");
    terminal.line(key);
    terminal.waitFor("New passphrase:");
    terminal.line("a new one that nobody knew");
    terminal.waitFor("The same again:");
    terminal.line("a new one that nobody knew");
    terminal.waitFor(screen -> screen.stripTrailing().endsWith(TmuxTerminal.PROMPT.strip()));
  }

  private static String recoveryKey(String screen) {
    return RECOVERY_KEY.matcher(screen).results().map(MatchResult::group).findFirst().orElseThrow();
  }

  private static List<String> drill() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "operations.md"));
    String after = guide.substring(guide.indexOf("**A drill**"));
    int start = after.indexOf("```sh\n") + "```sh\n".length();
    return after.substring(start, after.indexOf("```", start)).lines().toList();
  }

  @Test
  void theListSearchesCopiesShowsACodeAndLeavesTheScreenAsItWas() {
    twoAccounts();
    terminal.line("echo before; " + Program.path());
    String list = terminal.waitFor(screen -> CODE.matcher(screen).results().count() >= 2);
    assertThat(list).contains("OpenAI", "Shop").doesNotContain("before");
    assertThat(terminal.alternate()).isTrue();

    terminal.type("/sho");
    list = terminal.waitFor(screen -> !screen.contains("OpenAI"));
    assertThat(list).contains("Shop");
    terminal.press("Enter", "Enter");
    terminal.waitFor(screen -> !terminal.clipboard().isEmpty());
    assertThat(terminal.clipboard()).matches("\\d{6}");

    terminal.press("Escape");
    terminal.waitFor("OpenAI");
    terminal.type("?");
    assertThat(terminal.waitFor("search as you type")).contains("quit; Ctrl-C too");
    terminal.press("Escape");
    terminal.waitFor(screen -> !screen.contains("search as you type"));
    terminal.type("r");
    terminal.waitFor("The QR code needs");
    terminal.resize(80, 40);
    terminal.waitFor(screen -> screen.lines().toList().getLast().contains("q quit"));
    terminal.type("r");
    terminal.waitFor(screen -> screen.contains("▀") && screen.contains("▄"));
    terminal.press("Escape");
    terminal.waitFor("q quit");

    terminal.type("q");
    assertThat(terminal.waitFor("before")).doesNotContain("OpenAI");
    leftClean();
  }

  @Test
  void theListFollowsTheWindowDownToFortyColumns() {
    twoAccounts();
    terminal.line(Program.path().toString());
    terminal.waitFor("OpenAI");
    for (int[] size : new int[][] {{40, 20}, {24, 10}, {120, 40}}) {
      terminal.resize(size[0], size[1]);
      String list =
          terminal.waitFor(
              screen -> fits(screen, size) && CODE.matcher(screen).results().count() >= 2);
      assertThat(list).contains("OpenAI");
    }
    terminal.type("q");
    leftClean();
  }

  private static boolean fits(String screen, int[] size) {
    List<String> lines = screen.lines().toList();
    return lines.size() <= size[1] && lines.stream().allMatch(line -> line.length() <= size[0]);
  }

  @Test
  void leavesTheScreenCleanByCtrlCAndWhereItIsKilled() {
    twoAccounts();
    terminal.line("echo before; " + Program.path());
    terminal.waitFor("OpenAI");
    terminal.press("C-c");
    terminal.waitFor("before");
    leftClean();

    for (boolean hard : List.of(false, true)) {
      terminal.line("echo again; " + Program.path() + " browse --vault " + program.vault());
      terminal.waitFor("OpenAI");
      ProcessHandle java = javaOf(program.vault());
      assertThat(hard ? java.destroyForcibly() : java.destroy()).isTrue();
      terminal.waitFor("again");
      leftClean();
    }
  }

  private static ProcessHandle javaOf(Path vault) {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          String words = commandLine(process.pid());
          return words.contains(vault.toString()) && words.split("\0", 2)[0].endsWith("/java");
        })
        .findFirst()
        .orElseThrow();
  }

  /// By /proc: a long one is not told by ProcessHandle.
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void needsNoColourAndHasAPlainMannerForScreenReaders() {
    twoAccounts();
    terminal.line(Program.path().toString());
    terminal.waitFor(screen -> CODE.matcher(screen).find());
    assertThat(terminal.colours()).containsPattern("\u001b\\[[0-9;]*3[0-9]");
    terminal.type("q");
    leftClean();

    terminal.line("NO_COLOR=1 " + Program.path());
    terminal.waitFor(screen -> CODE.matcher(screen).find());
    assertThat(terminal.colours()).doesNotContainPattern("\u001b\\[([0-9;]*;)?[34][0-9]");
    terminal.type("q");
    leftClean();

    terminal.line("clear; " + Program.path() + " browse --plain");
    String plain = terminal.waitFor(screen -> screen.contains("1") && screen.contains("OpenAI"));
    assertThat(terminal.alternate()).isFalse();
    assertThat(plain).doesNotContain("█");
    terminal.line("q");
    leftClean();
  }

  @Test
  void watchesOneCodeUntilCtrlC() {
    twoAccounts();
    terminal.line("clear; " + Program.path() + " code openai --watch");
    terminal.waitFor(screen -> Pattern.compile("\\d{3} ?\\d{3}").matcher(screen).find());
    terminal.press("C-c");
    leftClean();
  }

  private void twoAccounts() {
    assertThat(program.run("init").exit()).isZero();
    assertThat(program.run("add", Program.sample().toString()).exit()).isZero();
    assertThat(
            program
                .piped("otpauth://totp/Shop:bo?secret=GEZDGNBVGY3TQOJQ&issuer=Shop", "add", "-")
                .exit())
        .isZero();
  }

  /// The shell waits, on its own screen, with a visible cursor and an echo.
  private void leftClean() {
    terminal.waitFor(screen -> screen.stripTrailing().endsWith(TmuxTerminal.PROMPT.strip()));
    assertThat(terminal.alternate()).isFalse();
    terminal.line("clear; stty -a");
    assertThat(terminal.waitFor("icanon")).contains(" echo ").doesNotContain("-icanon");
    terminal.line("clear");
    terminal.waitFor(screen -> screen.strip().equals(TmuxTerminal.PROMPT.strip()));
  }
}
