package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.vault.Entry;
import java.io.IOException;

/// How an entry's summary is written.
final class EntryJson {

  private EntryJson() {}

  static void write(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
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
    json.writeEndObject();
  }
}
