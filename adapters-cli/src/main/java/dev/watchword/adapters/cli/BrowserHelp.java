package dev.watchword.adapters.cli;

import java.util.List;

/// The keys of the list.
final class BrowserHelp {

  /// At most 38 columns each, for a narrow screen.
  static final List<String> LINES =
      List.of(
          "up down   choose (also j k, PgUp, PgDn)",
          "/         search as you type",
          "Enter c   copy the code",
          "n         copy the next code",
          "r         show the QR code",
          "a         add: clipboard, file, URI",
          "e         edit names, tags, note",
          "p         pin, or unpin",
          "t         show one tag only",
          "d         to the trash",
          "u         undo the last change",
          "T         the trash, and back",
          "Esc       back",
          "q         quit; Ctrl-C too");

  private BrowserHelp() {}
}
