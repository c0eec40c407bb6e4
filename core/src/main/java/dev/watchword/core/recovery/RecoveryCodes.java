package dev.watchword.core.recovery;

import java.util.List;

/// A fresh set of codes, to be shown once and never again (SECURITY RC-07). Holds secrets: whoever
/// asked for it closes it.
public final class RecoveryCodes implements AutoCloseable {

  private final List<RecoveryCode> codes;
  private final boolean inPlaceOfOthers;

  /// @param codes now this set's to wipe
  RecoveryCodes(List<RecoveryCode> codes, boolean inPlaceOfOthers) {
    this.codes = List.copyOf(codes);
    this.inPlaceOfOthers = inPlaceOfOthers;
  }

  public List<RecoveryCode> codes() {
    return codes;
  }

  /// Whether an older set died for this one.
  public boolean inPlaceOfOthers() {
    return inPlaceOfOthers;
  }

  @Override
  public void close() {
    codes.forEach(RecoveryCode::close);
  }

  @Override
  public String toString() {
    return "RecoveryCodes[" + codes.size() + ", REDACTED]";
  }
}
