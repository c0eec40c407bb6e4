package dev.watchword.core.vault;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.vault.CodeReading.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the time-based codes of many entries in one pass over the store; one secret is open at a
/// time, and wiped before the next.
final class CodePass {

  private final StoredVault stored;
  private final VaultState state;
  private final Instant time;

  /// @param state of `stored`, as it is at present
  CodePass(StoredVault stored, VaultState state, Instant time) {
    this.stored = stored;
    this.state = state;
    this.time = time;
  }

  /// @return a reading for each id, in the order of `ids`
  List<CodeReading> read(List<EntryId> ids) {
    Map<EntryId, CodeReading> found = HashMap.newHashMap(ids.size());
    List<EntryId> wanted = new ArrayList<>(ids.size());
    for (EntryId id : ids) {
      VaultState.Stored known = state.find(id);
      if (known == null) {
        found.put(id, new CodeReading.None(id, Reason.NO_SUCH_ENTRY));
      } else if (known.entry().parameters() instanceof HotpParameters) {
        found.put(id, new CodeReading.None(id, Reason.COUNTER_BASED));
      } else {
        wanted.add(id);
      }
    }
    stored
        .secrets()
        .lend(state, wanted, (entry, plaintext) -> found.put(entry.id(), read(entry, plaintext)));
    return ids.stream()
        .map(id -> found.getOrDefault(id, new CodeReading.None(id, Reason.DAMAGED)))
        .toList();
  }

  private CodeReading read(Entry entry, byte[] plaintext) {
    try (OtpKey key = EntryCodec.secret(entry.parameters(), plaintext)) {
      return key.complete()
          ? new CodeReading.Read(entry.id(), key.at(time), key.nextAfter(time))
          : new CodeReading.None(entry.id(), Reason.PIN_MISSING);
    }
  }
}
