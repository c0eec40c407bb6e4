package dev.watchword.adapters.cli;

import dev.watchword.core.vault.Entry;
import java.util.ArrayList;
import java.util.List;

/// Turns the replies that mean "no" into failures.
final class Answers {

  private static final int MOST_SHOWN = 20;

  private Answers() {}

  static <R extends Reply> R expect(Reply reply, Class<R> wanted) {
    if (wanted.isInstance(reply)) {
      return wanted.cast(reply);
    }
    throw failure(reply);
  }

  private static Failure failure(Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      return refused.code().equals(Failures.BUG)
          ? Failures.bug(refused.sentence())
          : Failure.expected(refused.code(), refused.sentence());
    }
    if (reply instanceof Reply.NothingFound nothing) {
      return Failure.expected(
          "not-found",
          nothing.elsewhere()
              ? "No entry in use matches, but one in the trash does; `watchword list --trash` shows"
                  + " it and `watchword restore` brings it back."
              : "No entry matches; `watchword list` shows what there is.");
    }
    if (reply instanceof Reply.Ambiguous ambiguous) {
      return Failure.expected(
          "ambiguous",
          "More than one entry matches; say which, by more words or by its id:",
          matches(ambiguous.matches()));
    }
    throw new IllegalStateException("a reply of another kind than asked for");
  }

  private static List<String> matches(List<Entry> matches) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : matches.subList(0, Math.min(MOST_SHOWN, matches.size()))) {
      lines.add("  " + EntryView.name(entry.label()) + "  " + entry.id());
    }
    if (matches.size() > MOST_SHOWN) {
      lines.add("  and " + (matches.size() - MOST_SHOWN) + " more");
    }
    return lines;
  }
}
