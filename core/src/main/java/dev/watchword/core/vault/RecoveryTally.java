package dev.watchword.core.vault;

import java.util.List;

/// How many of the recovery codes that are kept for an entry are left.
///
/// @param left not marked as used
/// @param used marked as used
public record RecoveryTally(int left, int used) {

  static RecoveryTally of(List<SavedRecoveryCode> codes) {
    int used = (int) codes.stream().filter(code -> code.usedAt().isPresent()).count();
    return new RecoveryTally(codes.size() - used, used);
  }
}
