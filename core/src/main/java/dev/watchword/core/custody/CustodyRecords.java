package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Reading;
import dev.watchword.core.seal.SealAddress;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.Sealer;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Records as values: sealed on their way into the store, opened and held against their columns on
/// the way out. Thread-safe.
final class CustodyRecords {

  private final CustodyStore store;
  private final Sealer sealer;
  private final UUID vault;

  /// @param vault whose records they are
  CustodyRecords(CustodyStore store, VaultKey key, UUID vault, SecureRandom random) {
    this.store = store;
    this.sealer = new Sealer(key, "custody", random);
    this.vault = vault;
  }

  CustodyStore store() {
    return store;
  }

  <T extends CustodyRecord> Optional<Kept<T>> find(RecordType<T> type, UUID id) {
    return opened(type, store.find(type.kind(), id));
  }

  <T extends CustodyRecord> Optional<Kept<T>> find(RecordType<T> type, TokenHash token) {
    return opened(type, store.find(type.kind(), token))
        .filter(kept -> kept.value().columns().token().equals(Optional.of(token)));
  }

  private <T extends CustodyRecord> Optional<Kept<T>> opened(
      RecordType<T> type, Reading<SealedRecord> reading) {
    return reading.value().map(sealed -> opened(type, sealed, reading.at()));
  }

  <T extends CustodyRecord> List<Kept<T>> list(
      RecordType<T> type, UnaryOperator<RecordQuery> which) {
    Reading<List<SealedRecord>> reading =
        store.list(which.apply(RecordQuery.of(type.kind(), RecordQuery.Standing.ANY)));
    return reading.value().orElse(List.of()).stream()
        .map(sealed -> opened(type, sealed, reading.at()))
        .toList();
  }

  /// @throws TamperingException when it, or a column of it, was changed outside of Watchword
  <T extends CustodyRecord> T opened(RecordType<T> type, SealedRecord sealed) {
    return opened(type, sealed, Instant.EPOCH).value();
  }

  /// @throws TamperingException when it, or a column of it, was changed outside of Watchword
  private <T extends CustodyRecord> Kept<T> opened(
      RecordType<T> type, SealedRecord sealed, Instant at) {
    byte[] plaintext =
        sealer.open(address(sealed.kind(), sealed.id(), sealed.revision()), sealed.sealed());
    T value;
    try {
      CborReader in = new CborReader(plaintext);
      value = type.reader().apply(sealed.id(), in);
      in.end();
    } catch (CborReader.MalformedException | IllegalArgumentException e) {
      throw new TamperingException("a stored record of custody is damaged");
    }
    if (!value.columns().equals(sealed.columns())) {
      throw new TamperingException(
          "a stored %s of custody was changed outside of Watchword".formatted(type.kind().text()));
    }
    return new Kept<>(value, sealed.revision(), at);
  }

  <T extends CustodyRecord> RecordWrite insert(RecordType<T> type, T value) {
    return new RecordWrite.Insert(sealed(type.kind(), value, 1));
  }

  <T extends CustodyRecord> RecordWrite replace(RecordType<T> type, Kept<T> before, T next) {
    return new RecordWrite.Replace(sealed(type.kind(), next, before.revision() + 1), false);
  }

  /// As [#replace], within the window of the record alone.
  <T extends CustodyRecord> RecordWrite replaceLive(RecordType<T> type, Kept<T> before, T next) {
    return new RecordWrite.Replace(sealed(type.kind(), next, before.revision() + 1), true);
  }

  <T extends CustodyRecord> RecordWrite require(RecordType<T> type, Kept<T> known) {
    return new RecordWrite.Require(type.kind(), known.value().id(), known.revision());
  }

  <T extends CustodyRecord> RecordWrite remove(RecordType<T> type, Kept<T> known) {
    return new RecordWrite.Remove(type.kind(), known.value().id(), known.revision());
  }

  private SealedRecord sealed(RecordKind kind, CustodyRecord value, long revision) {
    CborWriter out = new CborWriter();
    value.write(out);
    SealedBytes sealed = sealer.seal(address(kind, value.id(), revision), out.toByteArray());
    return new SealedRecord(kind, value.id(), value.columns(), revision, sealed);
  }

  private SealAddress address(RecordKind kind, UUID id, long revision) {
    return new SealAddress(vault, "custody", id, kind.text(), revision);
  }
}
