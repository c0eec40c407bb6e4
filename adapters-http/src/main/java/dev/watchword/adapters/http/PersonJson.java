package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.people.Invite;
import dev.watchword.core.people.Person;
import dev.watchword.core.session.Accounts;
import java.io.IOException;
import java.util.Optional;

/// A person as answers show them; never a password's hash.
final class PersonJson {

  private PersonJson() {}

  /// Writes one JSON object.
  static void write(JsonGenerator json, Person person, Accounts accounts) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", person.id().toString());
    json.writeStringField("name", person.name().value());
    json.writeStringField("displayName", person.displayName());
    json.writeStringField("role", person.role().text());
    json.writeBooleanField("disabled", person.disabled());
    json.writeBooleanField("joined", person.standing().joinedAt().isPresent());
    json.writeStringField("createdAt", person.createdAt().toString());
    json.writeBooleanField("mfa", accounts.factors().has(person.id()));
    json.writeNumberField("passkeys", accounts.factors().passkeys(person.id()));
    optional(json, "language", person.preferences().language());
    optional(json, "theme", person.preferences().theme());
    optional(json, "invitedUntil", person.invite().map(Invite::expiresAt));
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, Optional<?> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get().toString());
    }
  }
}
