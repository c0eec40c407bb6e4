package dev.watchword.core.vault;

import dev.watchword.core.seal.TamperingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Remembers which entries have an icon: a revision alone does not tell, since an icon that was
/// taken away stays as an empty field. Not thread-safe.
final class KnownIcons {

  /// @param revision of the field that was looked at
  private record Look(long revision, boolean present) {}

  private final StoredVault stored;
  private final Map<EntryId, Look> looks = new HashMap<>();

  KnownIcons(StoredVault stored) {
    this.stored = stored;
  }

  /// Those of the entries that have one; one that does not open counts as none.
  Set<EntryId> among(Collection<EntryId> ids) {
    VaultState state = stored.current();
    looks.keySet().removeIf(id -> state.find(id) == null);
    Set<EntryId> with = new HashSet<>();
    for (EntryId id : ids) {
      VaultState.Stored known = state.find(id);
      if (known != null && present(id, known.revisions().of(EntryField.ICON))) {
        with.add(id);
      }
    }
    return with;
  }

  private boolean present(EntryId id, long revision) {
    if (revision == 0) {
      return false;
    }
    Look look = looks.get(id);
    if (look == null || look.revision != revision) {
      look = new Look(revision, look(id));
      looks.put(id, look);
    }
    return look.present;
  }

  private boolean look(EntryId id) {
    try {
      return stored.open(id, EntryField.ICON).filter(png -> png.length > 0).isPresent();
    } catch (NoSuchEntryException | TamperingException e) {
      return false;
    }
  }
}
