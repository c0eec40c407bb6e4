package dev.watchword.core.custody;

import dev.watchword.core.seal.SealedBytes;
import java.util.UUID;

/// A thing of custody as a store keeps it.
///
/// @param revision how often it was written, at least 1
/// @param sealed all of it
public record SealedRecord(
    RecordKind kind, UUID id, RecordColumns columns, long revision, SealedBytes sealed) {}
