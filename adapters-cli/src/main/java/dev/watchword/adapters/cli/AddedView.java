package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.List;

/// How the outcome of adding looks.
final class AddedView {

  private AddedView() {}

  static void show(Terminal terminal, Reply.Added reply) {
    for (Entry entry : reply.added()) {
      terminal.line("added " + EntryView.name(entry.label()));
      EntryView.warn(terminal, entry.label());
    }
    for (Entry entry : reply.known()) {
      terminal.complainLine(
          "watchword: "
              + EntryView.name(entry.label())
              + " is in the vault already; left as it is.");
    }
    for (Entry entry : reply.namesakes()) {
      terminal.complainLine(
          "watchword: there was an entry "
              + EntryView.name(entry.label())
              + " with another secret before; if the site replaced it, `watchword rm "
              + entry.id()
              + "`.");
    }
  }

  /// The members into an object that is open.
  static void write(Json json, Reply.Added reply) {
    write(json, "added", reply.added());
    write(json, "alreadyThere", reply.known());
    write(json, "sameName", reply.namesakes());
  }

  private static void write(Json json, String name, List<Entry> entries) {
    json.name(name).array();
    for (Entry entry : entries) {
      json.object();
      EntryView.write(json, entry);
      json.endObject();
    }
    json.endArray();
  }
}
