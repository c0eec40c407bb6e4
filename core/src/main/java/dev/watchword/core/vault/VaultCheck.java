package dev.watchword.core.vault;

import java.util.List;

/// What a look at every sealed field of a vault found.
///
/// @param entries how many entries there are
/// @param sealCount how often the present key has sealed
/// @param problems a sentence for each field that does not open; empty when all is well
public record VaultCheck(int entries, long sealCount, List<String> problems) {

  private static final long WARN_SEALS = 1L << 30;

  public VaultCheck {
    problems = List.copyOf(problems);
  }

  /// Whether the key should be replaced soon (SECURITY CR-06).
  public boolean rotationAdvised() {
    return sealCount >= WARN_SEALS;
  }
}
