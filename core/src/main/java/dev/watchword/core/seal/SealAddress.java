package dev.watchword.core.seal;

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

  private static final byte[] CONTEXT = "watchword seal 1".getBytes(StandardCharsets.US_ASCII);

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
    byte[] tableName = table.getBytes(StandardCharsets.UTF_8);
    byte[] fieldName = field.getBytes(StandardCharsets.UTF_8);
    int ids = owner.isPresent() ? 3 : 2;
    ByteBuffer out =
        ByteBuffer.allocate(
            7 * 4 + CONTEXT.length + ids * 16 + tableName.length + fieldName.length + 12);
    part(out, CONTEXT);
    part(out, vault);
    part(out, tableName);
    part(out, record);
    part(out, fieldName);
    owner.ifPresentOrElse(id -> part(out, id), () -> out.putInt(0));
    return out.putInt(12).putInt(keyVersion).putLong(revision).array();
  }

  private static void part(ByteBuffer out, byte[] bytes) {
    out.putInt(bytes.length).put(bytes);
  }

  private static void part(ByteBuffer out, UUID id) {
    out.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }
}
