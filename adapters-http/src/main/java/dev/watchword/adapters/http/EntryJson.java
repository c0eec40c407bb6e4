package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.Permission;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RecoveryTally;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How an entry's summary is written, with the icon to show beside it and, for who may know, how
/// many recovery codes are left.
final class EntryJson {

  private final BrandIcons brands;

  EntryJson(BrandIcons brands) {
    this.brands = brands;
  }

  void write(JsonGenerator json, OpenVault open, Exchange exchange, Entry entry)
      throws IOException {
    writeAll(json, open, exchange, List.of(entry));
  }

  /// Writes one object for each entry.
  void writeAll(JsonGenerator json, OpenVault open, Exchange exchange, List<Entry> entries)
      throws IOException {
    List<EntryId> ids = entries.stream().map(Entry::id).toList();
    Set<EntryId> own = open.withIcon(ids);
    Map<EntryId, RecoveryTally> tallies =
        exchange.may(Permission.READ_RECOVERY) ? open.recoveryTallies(ids) : Map.of();
    for (Entry entry : entries) {
      json.writeStartObject();
      summary(json, entry);
      icon(json, entry, own.contains(entry.id()));
      RecoveryTally tally = tallies.get(entry.id());
      if (tally != null) {
        json.writeObjectFieldStart("recoveryCodes");
        json.writeNumberField("left", tally.left());
        json.writeNumberField("used", tally.used());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  private static void summary(JsonGenerator json, Entry entry) throws IOException {
    json.writeStringField("id", entry.id().toString());
    json.writeStringField("issuer", entry.label().issuer());
    json.writeStringField("account", entry.label().accountName());
    OtpJson.parameters(json, entry.parameters());
    json.writeArrayFieldStart("tags");
    for (String tag : entry.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeStringField("note", entry.note());
    json.writeBooleanField("pinned", entry.pinned());
    json.writeStringField("createdAt", entry.createdAt().toString());
    if (entry.trashedAt().isPresent()) {
      json.writeStringField("trashedAt", entry.trashedAt().get().toString());
    }
  }

  private void icon(JsonGenerator json, Entry entry, boolean own) throws IOException {
    if (own) {
      json.writeStringField("icon", "own");
      json.writeStringField("iconUrl", "/api/v1/entries/" + entry.id() + "/icon");
      return;
    }
    Optional<BrandIcons.Brand> brand = brands.of(entry.label().issuer());
    if (brand.isEmpty()) {
      json.writeNullField("icon");
      return;
    }
    json.writeStringField("icon", brand.get().slug());
    json.writeStringField("iconUrl", brands.path(brand.get()));
    json.writeStringField("iconColour", brand.get().colour());
  }
}
