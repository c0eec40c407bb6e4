package dev.watchword.adapters.cli;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/// Copies codes out of the list: by the desktop's program, else by the terminal itself (OSC 52),
/// which also works over SSH. Clears again after half a minute if nothing else was copied meanwhile
/// (SECURITY LO-09); a terminal that does not say what its clipboard holds is left alone. One
/// thread.
final class BrowserCopy {

  private final Map<String, String> environment;
  private final Consumer<String> terminal;
  private String copied = "";
  private Instant ask = Instant.MAX;

  /// @param terminal takes control sequences
  BrowserCopy(Map<String, String> environment, Consumer<String> terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /// @return what became of it, to be said
  String copy(String code, Instant now) {
    if (Clipboard.available(environment)) {
      Clipboard.copy(environment, code);
      return "copied; cleared in " + Clipboard.SECONDS + " s";
    }
    terminal.accept(Clipboard.terminalSequence(code));
    copied = code;
    ask = now.plusSeconds(Clipboard.SECONDS);
    return "copied by the terminal";
  }

  void tick(Instant now) {
    if (!now.isBefore(ask)) {
      ask = Instant.MAX;
      terminal.accept(Clipboard.TERMINAL_QUESTION);
    }
  }

  /// The terminal's answer.
  void holds(String text) {
    if (!copied.isEmpty() && text.equals(copied)) {
      terminal.accept(Clipboard.terminalSequence(""));
    }
    copied = "";
  }
}
