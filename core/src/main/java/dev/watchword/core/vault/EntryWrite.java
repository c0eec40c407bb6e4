package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;
import java.util.Map;

/// What one commit writes of one entry.
///
/// @param id a new entry, or one that is there
/// @param revisions the revisions after the write
/// @param fields the fields that change; for a new entry at least summary and secret
public record EntryWrite(
    EntryId id, FieldRevisions revisions, Map<EntryField, SealedBytes> fields) {

  public EntryWrite {
    fields = Map.copyOf(fields);
  }
}
