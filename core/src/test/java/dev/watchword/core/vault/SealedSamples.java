package dev.watchword.core.vault;

import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.SealedBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Headers, entries and commits for tests of stores, which look into nothing: what is sealed in a
/// real vault is plain letters here.
public final class SealedSamples {

  private static final Instant CREATED = Instant.parse("2026-11-24T10:00:00Z");

  private SealedSamples() {}

  public static VaultId vault(int number) {
    return new VaultId(new UUID(0x1000_4000L, 0x8000_0000_0000_0000L | number));
  }

  public static EntryId entry(int number) {
    return new EntryId(new UUID(0x2000_4000L, 0x8000_0000_0000_0000L | number));
  }

  public static SealedBytes sealed(String text) {
    return SealedBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A header with a passphrase slot.
  public static VaultHeader header(VaultId id, long revision) {
    return header(id, revision, List.of(passphraseSlot(1, "laptop")));
  }

  public static VaultHeader header(VaultId id, long revision, List<KeySlot> slots) {
    return new VaultHeader(
        id,
        VaultHeader.FORMAT,
        CREATED.plusSeconds(id.value().getLeastSignificantBits() & 0xffff),
        1,
        revision,
        revision * 10,
        slots,
        revision % 2 == 0 ? Optional.of(sealed("root of " + revision)) : Optional.empty(),
        sealed("manifest of " + revision),
        sealed("mac of " + revision));
  }

  public static KeySlot passphraseSlot(int number, String label) {
    return slot(number, KeySlot.Kind.PASSPHRASE, label, Optional.of(Argon2idParameters.STANDARD));
  }

  public static KeySlot keySlot(int number, KeySlot.Kind kind) {
    return slot(number, kind, "a " + kind, Optional.empty());
  }

  private static KeySlot slot(
      int number, KeySlot.Kind kind, String label, Optional<Argon2idParameters> cost) {
    return new KeySlot(
        new SlotId(new UUID(0x3000_4000L, 0x8000_0000_0000_0000L | number)),
        kind,
        label,
        CREATED.plusSeconds(number),
        cost,
        sealed("salt of slot %03d".formatted(number)),
        sealed("wrapped by slot " + number));
  }

  /// A new entry: summary and secret, each at revision 1.
  public static EntryWrite newEntry(EntryId id, String text) {
    return new EntryWrite(
        id,
        new FieldRevisions(1, 1, 0, 0),
        Map.of(
            EntryField.SUMMARY, sealed("summary " + text),
            EntryField.SECRET, sealed("secret " + text)));
  }

  /// One field of an entry that is there.
  public static EntryWrite change(
      EntryId id, FieldRevisions revisions, EntryField field, String text) {
    return new EntryWrite(id, revisions, Map.of(field, sealed(text)));
  }

  /// A commit of these writes that brings the vault to `revision`.
  public static VaultCommit commit(VaultId id, long revision, EntryWrite... writes) {
    return new VaultCommit(header(id, revision), List.of(writes), List.of());
  }
}
