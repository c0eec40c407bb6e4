package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;

/// What a grant asks of each reading of a code.
///
/// @param reasonRequired whether a reason has to be typed
/// @param approvalRequired whether a second person has to approve, for ten minutes at a time
/// @param maxReadings how many there may be in all; 0 for any number, at most 1,000,000
public record ReadingRules(boolean reasonRequired, boolean approvalRequired, int maxReadings) {

  public static final ReadingRules NONE = new ReadingRules(false, false, 0);

  public ReadingRules {
    if (maxReadings < 0 || maxReadings > 1_000_000) {
      throw new IllegalArgumentException("maxReadings: 0 to 1000000, got " + maxReadings);
    }
  }

  void write(CborWriter out) {
    out.bool(reasonRequired).bool(approvalRequired).unsigned(maxReadings);
  }

  static ReadingRules read(CborReader in) {
    return new ReadingRules(in.bool(), in.bool(), (int) in.unsigned());
  }
}
