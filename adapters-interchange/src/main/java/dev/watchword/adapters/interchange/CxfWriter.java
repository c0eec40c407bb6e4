package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes the FIDO Alliance's Credential Exchange Format: TOTP alone, and always plain.
final class CxfWriter implements BackupWriter {

  private static final Capacity CAPACITY =
      Capacity.of(Set.of("totp"), Detail.TAGS, Detail.PINNED, Detail.NO_ISSUER);

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    byte[] file =
        JsonOut.write(json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("version");
          json.writeNumberField("major", 1);
          json.writeNumberField("minor", 0);
          json.writeEndObject();
          json.writeStringField("exporterRpId", "watchword.dev");
          json.writeStringField("exporterDisplayName", "Watchword");
          json.writeNumberField("timestamp", context.now().getEpochSecond());
          json.writeArrayFieldStart("accounts");
          json.writeStartObject();
          json.writeStringField("id", id(context));
          json.writeStringField("username", "");
          json.writeStringField("email", "");
          json.writeArrayFieldStart("collections");
          json.writeEndArray();
          json.writeArrayFieldStart("items");
          for (NewEntry entry : entries) {
            writeItem(json, entry, context);
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
    return WrittenBackup.of("json", "application/json", file);
  }

  private static void writeItem(JsonGenerator json, NewEntry entry, WriteContext context)
      throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    String issuer = entry.label().issuer();
    json.writeStartObject();
    json.writeStringField("id", id(context));
    json.writeNumberField("creationAt", context.now().getEpochSecond());
    json.writeNumberField("modifiedAt", context.now().getEpochSecond());
    json.writeStringField("title", issuer);
    json.writeBooleanField("favorite", entry.pinned());
    json.writeArrayFieldStart("tags");
    for (String tag : entry.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("credentials");
    json.writeStartObject();
    json.writeStringField("type", "totp");
    json.writeStringField("secret", KeyFields.base32(entry.key()));
    json.writeNumberField("period", fields.period());
    json.writeNumberField("digits", fields.digits());
    json.writeStringField("username", entry.label().accountName());
    json.writeStringField("algorithm", fields.algorithm().toLowerCase(Locale.ROOT));
    if (!issuer.isEmpty()) {
      json.writeStringField("issuer", issuer);
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String id(WriteContext context) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(context.randomBytes(16));
  }
}
