package dev.watchword.core.vault;

import dev.watchword.core.seal.TamperingException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Remembers one fact about a sealed field of each entry, so that a list opens a field once and not
/// at each look. Not thread-safe.
///
/// @param <T> the fact; never the content
final class FieldMemo<T> {

  /// @param revision of the field that was looked at
  private record Look<T>(long revision, Optional<T> fact) {}

  private final StoredVault stored;
  private final EntryField field;
  private final Function<byte[], Optional<T>> reading;
  private final Map<EntryId, Look<T>> looks = new HashMap<>();

  /// @param reading gets the plain text, which is wiped afterwards
  FieldMemo(StoredVault stored, EntryField field, Function<byte[], Optional<T>> reading) {
    this.stored = stored;
    this.field = field;
    this.reading = reading;
  }

  /// The facts about those of the entries that have one; a field that does not open has none.
  Map<EntryId, T> of(Collection<EntryId> ids) {
    VaultState state = stored.current();
    if (looks.size() > 2 * state.all().size()) {
      looks.keySet().removeIf(id -> state.find(id) == null);
    }
    Map<EntryId, T> facts = new HashMap<>();
    for (EntryId id : ids) {
      VaultState.Stored known = state.find(id);
      if (known != null) {
        fact(id, known.revisions().of(field)).ifPresent(fact -> facts.put(id, fact));
      }
    }
    return facts;
  }

  private Optional<T> fact(EntryId id, long revision) {
    if (revision == 0) {
      return Optional.empty();
    }
    Look<T> look = looks.get(id);
    if (look == null || look.revision != revision) {
      look = new Look<>(revision, look(id));
      looks.put(id, look);
    }
    return look.fact;
  }

  private Optional<T> look(EntryId id) {
    try {
      return stored
          .open(id, field)
          .flatMap(plaintext -> {
            try {
              return reading.apply(plaintext);
            } finally {
              Arrays.fill(plaintext, (byte) 0);
            }
          });
    } catch (NoSuchEntryException | TamperingException e) {
      return Optional.empty();
    }
  }
}
