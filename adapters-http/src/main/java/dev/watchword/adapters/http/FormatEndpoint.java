package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Lists which backups can be read and written.
final class FormatEndpoint {

  private final List<BackupFormat> formats;

  FormatEndpoint(List<BackupFormat> formats) {
    this.formats = formats;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "GET",
            "/api/v1/formats",
            new Access.Needs(Permission.SEE_ENTRIES),
            exchange -> formats()));
  }

  private Answer formats() {
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("formats");
      for (BackupFormat format : formats) {
        Optional<BackupWriter> writer = format.writer();
        json.writeStartObject();
        json.writeStringField("id", format.id());
        json.writeStringField("name", format.displayName());
        json.writeStringField("variants", format.variants());
        json.writeBooleanField("writes", writer.isPresent());
        json.writeStringField(
            "protection",
            writer.map(w -> w.protection().name().toLowerCase(Locale.ROOT)).orElse(null));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
