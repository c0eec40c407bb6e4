package dev.watchword.adapters.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The symbols found so far in one picture, each place once.
///
/// Where two ways of reading the same place disagree, neither is believed. Thread-safe.
final class Findings {

  private final int maximum;
  private final List<FoundSymbol> found = new ArrayList<>();
  private final List<FoundSymbol> contested = new ArrayList<>();

  Findings(int maximum) {
    this.maximum = maximum;
  }

  /// @return whether it stands at a place that nothing was known of
  synchronized boolean add(FoundSymbol symbol) {
    if (contested.stream().anyMatch(symbol::samePlaceAs)) {
      symbol.wipe();
      return false;
    }
    for (FoundSymbol known : found) {
      if (symbol.samePlaceAs(known)) {
        if (!symbol.samePayloadAs(known)) {
          found.remove(known);
          contested.add(known);
          known.wipe();
        }
        symbol.wipe();
        return false;
      }
    }
    if (found.size() < maximum) {
      found.add(symbol);
    }
    return true;
  }

  synchronized boolean full() {
    return found.size() >= maximum;
  }

  synchronized boolean empty() {
    return found.isEmpty();
  }

  synchronized int size() {
    return found.size();
  }

  synchronized boolean anyContested() {
    return !contested.isEmpty();
  }

  /// Whether a point of a page lies in a symbol that was read.
  synchronized boolean covers(int page, double x, double y) {
    return found.stream().anyMatch(symbol -> symbol.page() == page && symbol.covers(x, y));
  }

  /// Page by page, in rows from the top, each from the left.
  synchronized List<FoundSymbol> inReadingOrder() {
    List<FoundSymbol> rest = new ArrayList<>(found);
    rest.sort(
        Comparator.comparingInt(FoundSymbol::page)
            .thenComparingDouble(FoundSymbol::centreY)
            .thenComparingDouble(FoundSymbol::centreX));
    List<FoundSymbol> ordered = new ArrayList<>();
    while (!rest.isEmpty()) {
      FoundSymbol first = rest.getFirst();
      double rowEnd = first.centreY() + first.height() / 2;
      List<FoundSymbol> row =
          rest.stream()
              .filter(symbol -> symbol.page() == first.page() && symbol.centreY() <= rowEnd)
              .sorted(Comparator.comparingDouble(FoundSymbol::centreX))
              .toList();
      ordered.addAll(row);
      rest.removeAll(row);
    }
    return ordered;
  }
}
