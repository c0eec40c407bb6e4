package dev.watchword.core.vault;

import dev.watchword.core.seal.SealedBytes;

/// An entry as a store keeps it: the sealed summary, and how often each field was written.
public record SealedEntry(EntryId id, FieldRevisions revisions, SealedBytes summary) {}
