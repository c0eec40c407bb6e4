package dev.watchword.app.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A real pseudo-terminal with a shell in it, and somebody who types and looks: tmux, on a server
/// of its own.
final class TmuxTerminal implements AutoCloseable {

  /// What stands before the cursor where the shell waits.
  static final String PROMPT = "ready> ";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

  private final String server;

  private TmuxTerminal(String server) {
    this.server = server;
  }

  /// @param folder where the server's socket lies
  /// @param environment the whole environment of the shell
  static TmuxTerminal open(Path folder, int columns, int rows, Map<String, String> environment) {
    TmuxTerminal terminal = new TmuxTerminal(folder.resolve("tmux").toString());
    List<String> shell =
        new ArrayList<>(List.of("env", "-i", "PS1=" + PROMPT, "TERM=screen-256color"));
    environment.forEach((name, value) -> shell.add(name + "=" + value));
    shell.addAll(List.of("sh", "-i"));
    List<String> start =
        new ArrayList<>(
            List.of("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "-c", "" + folder));
    start.addAll(shell);
    terminal.tmux(start.toArray(String[]::new));
    terminal.tmux("set-option", "-s", "set-clipboard", "on");
    terminal.waitFor(screen -> screen.contains(PROMPT.strip()));
    return terminal;
  }

  void type(String text) {
    tmux("send-keys", "-l", "--", text);
  }

  /// A line and Enter.
  void line(String text) {
    type(text);
    press("Enter");
  }

  /// @param keys as tmux names them: `Enter`, `Escape`, `C-c`, `Down`
  void press(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  /// The screen's lines, without the blanks at their ends.
  String screen() {
    return tmux("capture-pane", "-p");
  }

  /// The same with the sequences that colour it.
  String colours() {
    return tmux("capture-pane", "-p", "-e");
  }

  /// All lines so far, also those that have scrolled away.
  String history() {
    return tmux("capture-pane", "-p", "-S", "-");
  }

  /// What a program put on the clipboard by OSC 52; empty for none.
  String clipboard() {
    return tmux("list-buffers").isBlank() ? "" : tmux("show-buffer");
  }

  /// Whether the program at work has taken the alternate screen.
  boolean alternate() {
    return tmux("display-message", "-p", "#{alternate_on}").strip().equals("1");
  }

  /// Waits until the screen is as wanted, and gives it.
  String waitFor(Predicate<String> wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    String screen = screen();
    while (!wanted.test(screen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came to that:\n" + screen);
      }
      pause();
      screen = screen();
    }
    return screen;
  }

  String waitFor(String text) {
    return waitFor(screen -> screen.contains(text));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", server, "-f", "/dev/null", "-u"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + out);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
