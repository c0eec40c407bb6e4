package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.time.Instant;
import java.util.UUID;

/// Leave to read codes of a held factor, within [from, until) by the store's clock, checked at each
/// use (SECURITY AZ-03).
///
/// @param entry the held factor
/// @param readings how many there were
public record Grant(
    UUID id,
    UUID entry,
    Grantee grantee,
    Instant from,
    Instant until,
    ReadingRules rules,
    int readings,
    UUID createdBy,
    boolean revoked)
    implements CustodyRecord {

  static final RecordType<Grant> TYPE = new RecordType<>(RecordKind.GRANT, Grant::read);

  public Grant {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException("notAfter: must be after notBefore");
    }
  }

  /// Whether one more reading is allowed by its count.
  boolean hasReadingsLeft() {
    return rules.maxReadings() == 0 || readings < rules.maxReadings();
  }

  Grant readOnce() {
    return new Grant(id, entry, grantee, from, until, rules, readings + 1, createdBy, revoked);
  }

  Grant withRevoked() {
    return new Grant(id, entry, grantee, from, until, rules, readings, createdBy, true);
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(entry, grantee.key()).during(from, until).endedIf(revoked);
  }

  @Override
  public void write(CborWriter out) {
    out.uuid(entry);
    Grantee.write(grantee, out);
    out.unsigned(from.toEpochMilli()).unsigned(until.toEpochMilli());
    rules.write(out);
    out.unsigned(readings).uuid(createdBy).bool(revoked);
  }

  static Grant read(UUID id, CborReader in) {
    return new Grant(
        id,
        in.uuid(),
        Grantee.read(in),
        Instant.ofEpochMilli(in.unsigned()),
        Instant.ofEpochMilli(in.unsigned()),
        ReadingRules.read(in),
        (int) in.unsigned(),
        in.uuid(),
        in.bool());
  }
}
