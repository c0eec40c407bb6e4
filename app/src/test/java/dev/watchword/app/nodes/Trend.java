package dev.watchword.app.nodes;

import java.util.List;

/// A straight line through readings, by least squares.
///
/// @param first on the line, at the first reading
/// @param last on the line, at the last reading
/// @param error of `last - first`: one standard error
record Trend(double first, double last, double error) {

  /// @param at when
  /// @param value what was read then
  record Reading(double at, double value) {}

  /// @param readings three at least, in the order of their times
  static Trend of(List<Reading> readings) {
    int n = readings.size();
    double at = readings.stream().mapToDouble(Reading::at).average().orElseThrow();
    double value = readings.stream().mapToDouble(Reading::value).average().orElseThrow();
    double squares = readings.stream().mapToDouble(r -> (r.at - at) * (r.at - at)).sum();
    double products = readings.stream().mapToDouble(r -> (r.at - at) * (r.value - value)).sum();
    double slope = products / squares;
    double rest =
        readings.stream()
            .mapToDouble(r -> r.value - value - slope * (r.at - at))
            .map(d -> d * d)
            .sum();
    double first = readings.getFirst().at;
    double last = readings.getLast().at;
    return new Trend(
        value + slope * (first - at),
        value + slope * (last - at),
        Math.sqrt(rest / (n - 2) / squares) * (last - first));
  }

  double growth() {
    return last - first;
  }

  @Override
  public String toString() {
    return "%.1f to %.1f (grown by %.1f ± %.1f)".formatted(first, last, growth(), error);
  }
}
