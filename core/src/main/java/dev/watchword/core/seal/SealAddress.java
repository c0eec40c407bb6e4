package dev.watchword.core.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// Where an envelope belongs: the associated data that [Sealer] binds it to (SECURITY CR-05).
///
/// An envelope that was moved to another place, or put back after its record moved on, does not
/// open.
///
/// @param vault the vault (or, on a server, the tenant) whose key seals it
/// @param table the table's name
/// @param record the record's id
/// @param field the field's name within the record
/// @param owner whose it is, where a vault holds several owners' records
/// @param revision the field's revision, at least 1, one more at each write
public record SealAddress(
    UUID vault, String table, UUID record, String field, Optional<UUID> owner, long revision) {

  public SealAddress {
    if (revision < 1) {
      throw new IllegalArgumentException("revision: at least 1, got " + revision);
    }
  }

  public SealAddress(UUID vault, String table, UUID record, String field, long revision) {
    this(vault, table, record, field, Optional.empty(), revision);
  }

  /// Each part behind its length, so that no two addresses give the same bytes.
  byte[] associatedData(int keyVersion) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(160);
    part(out, "watchword seal 1".getBytes(StandardCharsets.US_ASCII));
    part(out, bytes(vault));
    part(out, table.getBytes(StandardCharsets.UTF_8));
    part(out, bytes(record));
    part(out, field.getBytes(StandardCharsets.UTF_8));
    part(out, owner.map(SealAddress::bytes).orElse(new byte[0]));
    part(out, ByteBuffer.allocate(12).putInt(keyVersion).putLong(revision).array());
    return out.toByteArray();
  }

  private static void part(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
