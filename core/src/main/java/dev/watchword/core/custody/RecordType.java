package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import java.util.UUID;
import java.util.function.BiFunction;

/// How records of one kind are read back.
///
/// @param reader what [CustodyRecord#write] wrote, with the record's id
record RecordType<T extends CustodyRecord>(
    RecordKind kind, BiFunction<UUID, CborReader, T> reader) {}
