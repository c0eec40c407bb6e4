package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.List;

/// A list of entries in lines: columns cut to the screen on a terminal, tabs on a pipe.
final class EntryTable {

  private static final int GAP = 2;

  private EntryTable() {}

  static void print(Terminal terminal, List<Entry> entries) {
    if (terminal.outputIsTerminal()) {
      columns(terminal, entries);
    } else {
      tabs(terminal, entries);
    }
  }

  private static void tabs(Terminal terminal, List<Entry> entries) {
    StringBuilder line = new StringBuilder();
    for (Entry entry : entries) {
      line.setLength(0);
      line.append(EntryView.issuer(entry.label()))
          .append('\t')
          .append(Neutral.line(entry.label().accountName()))
          .append('\t')
          .append(entry.parameters().type())
          .append('\t')
          .append(tags(entry))
          .append('\t')
          .append(entry.id());
      terminal.line(line.toString());
    }
  }

  private static void columns(Terminal terminal, List<Entry> entries) {
    int issuer = 0;
    int account = 0;
    int tags = 0;
    for (Entry entry : entries) {
      issuer = Math.max(issuer, Columns.width(EntryView.issuer(entry.label())));
      account = Math.max(account, Columns.width(Neutral.line(entry.label().accountName())));
      tags = Math.max(tags, Columns.width(tags(entry)));
    }
    int room = Math.max(terminal.columns() - 1, 20);
    issuer = Math.min(issuer, Math.max(room / 3, 8));
    account = Math.min(account, Math.max(room - issuer - GAP - (tags > 0 ? tags + GAP : 0), 8));
    boolean tagsFit = tags > 0 && issuer + account + tags + 2 * GAP <= room;
    for (Entry entry : entries) {
      String line =
          Columns.fit(EntryView.issuer(entry.label()), issuer)
              + "  "
              + Columns.fit(Neutral.line(entry.label().accountName()), account)
              + (tagsFit ? "  " + tags(entry) : "");
      terminal.line(line.stripTrailing());
    }
  }

  private static String tags(Entry entry) {
    return entry.tags().isEmpty() ? "" : Neutral.line(String.join(", ", entry.tags()));
  }
}
