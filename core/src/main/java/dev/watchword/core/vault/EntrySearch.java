package dev.watchword.core.vault;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Finds entries by issuer, account and tag, without case, best match first.
///
/// Every word of the query must be found somewhere in the entry; an entry's id finds just that
/// entry. Ranks: the whole issuer, `issuer:account` or id; the whole account; a whole tag; the
/// start of issuer, account or a word of theirs; anywhere. Stateless and thread-safe.
public final class EntrySearch {

  private record Ranked(Entry entry, int rank) {}

  private EntrySearch() {}

  /// @param entries in the order that equal ranks keep
  /// @param query words; blank finds everything
  public static List<Entry> find(List<Entry> entries, String query) {
    String wanted = fold(query.strip());
    if (wanted.isEmpty()) {
      return entries;
    }
    return entries.stream()
        .map(entry -> new Ranked(entry, rank(entry, wanted).orElse(-1)))
        .filter(ranked -> ranked.rank >= 0)
        .sorted(Comparator.comparingInt(Ranked::rank))
        .map(Ranked::entry)
        .toList();
  }

  /// Whether the query names this entry in full, so that weaker matches beside it need not be asked
  /// about.
  public static boolean exact(Entry entry, String query) {
    return rank(entry, fold(query.strip())).orElse(Integer.MAX_VALUE) <= 1;
  }

  private static OptionalInt rank(Entry entry, String wanted) {
    String issuer = fold(entry.label().issuer());
    String account = fold(entry.label().accountName());
    if (wanted.equals(issuer)
        || wanted.equals(issuer + ":" + account)
        || wanted.equals(issuer + " " + account)
        || wanted.equals(entry.id().toString())) {
      return OptionalInt.of(0);
    }
    if (wanted.equals(account)) {
      return OptionalInt.of(1);
    }
    List<String> tags = entry.tags().stream().map(EntrySearch::fold).toList();
    if (tags.contains(wanted)) {
      return OptionalInt.of(2);
    }
    int worst = 0;
    for (String word : wanted.split("\\s+")) {
      int rank = wordRank(issuer, account, tags, word);
      if (rank < 0) {
        return OptionalInt.empty();
      }
      worst = Math.max(worst, rank);
    }
    return OptionalInt.of(worst);
  }

  private static int wordRank(String issuer, String account, List<String> tags, String word) {
    if (issuer.startsWith(word)) {
      return 3;
    }
    if (account.startsWith(word) || startsAWord(issuer, word) || startsAWord(account, word)) {
      return 4;
    }
    if (issuer.contains(word)
        || account.contains(word)
        || tags.stream().anyMatch(tag -> tag.contains(word))) {
      return 5;
    }
    return -1;
  }

  private static boolean startsAWord(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at))) {
        return true;
      }
    }
    return false;
  }

  /// A text without regard to case.
  static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
