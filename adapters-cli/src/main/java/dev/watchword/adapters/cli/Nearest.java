package dev.watchword.adapters.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the name that somebody may have meant: at most two letters dropped, added, swapped or
/// changed, and fewer than half of them. Stateless and thread-safe.
final class Nearest {

  private static final int MOST_EDITS = 2;

  private Nearest() {}

  static Optional<String> to(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> edits(typed, name) <= Math.min(MOST_EDITS, (name.length() - 1) / 2))
        .min(Comparator.comparingInt(name -> edits(typed, name)));
  }

  /// The distance of two words, where swapping two letters that stand together is one edit.
  static int edits(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MOST_EDITS) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
