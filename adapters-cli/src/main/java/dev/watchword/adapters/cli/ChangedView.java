package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;

/// How an entry that was changed looks.
final class ChangedView {

  private ChangedView() {}

  /// @param done what was done, such as `changed`
  static ExitCode show(Session session, String done, Entry entry) {
    if (session.json()) {
      Json json = new Json().object();
      EntryView.write(json, entry);
      session.print(json.endObject());
    } else {
      session.terminal().line(done + " " + EntryView.name(entry.label()));
      EntryView.warn(session.terminal(), entry.label());
    }
    return ExitCode.DONE;
  }
}
