package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes 2FAS's backup of schema 4, plain or with sealed services.
final class TwoFasWriter implements BackupWriter {

  private static final byte[] NO_AAD = {};
  private static final byte[] REFERENCE = "Watchword".getBytes(StandardCharsets.US_ASCII);
  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam"), Detail.ONE_TAG, Detail.NO_ISSUER, Detail.ANY_HOTP);

  @Override
  public Protection protection() {
    return Protection.OPTIONAL;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (NewEntry entry : entries) {
      entry.tags().stream()
          .limit(1)
          .forEach(tag -> groups.computeIfAbsent(tag, t -> RandomId.uuid(context.random())));
    }
    byte[] file =
        JsonOut.write(json -> {
          json.writeStartObject();
          json.writeNumberField("schemaVersion", 4);
          json.writeNumberField("appVersionCode", 5_000_000);
          json.writeStringField("appOrigin", "android");
          json.writeNumberField("updatedAt", context.now().toEpochMilli());
          json.writeArrayFieldStart("groups");
          for (Map.Entry<String, String> group : groups.entrySet()) {
            json.writeStartObject();
            json.writeStringField("id", group.getValue());
            json.writeStringField("name", group.getKey());
            json.writeBooleanField("isExpanded", true);
            json.writeNumberField("updatedAt", context.now().toEpochMilli());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeFieldName("services");
          if (context.password().isPresent()) {
            json.writeStartArray();
            json.writeEndArray();
            BackupPassword password = context.password().get();
            byte[] services =
                JsonOut.write(inner -> writeServices(inner, entries, groups, context));
            json.writeStringField("servicesEncrypted", sealed(services, password, context));
            json.writeStringField("reference", sealed(REFERENCE, password, context));
          } else {
            writeServices(json, entries, groups, context);
          }
          json.writeEndObject();
        });
    return WrittenBackup.of("2fas", "application/json", file);
  }

  private static void writeServices(
      JsonGenerator json, List<NewEntry> entries, Map<String, String> groups, WriteContext context)
      throws IOException {
    json.writeStartArray();
    int position = 0;
    for (NewEntry entry : entries) {
      KeyFields fields = KeyFields.of(entry.key());
      String issuer = entry.label().issuer();
      json.writeStartObject();
      json.writeStringField("name", issuer);
      json.writeStringField("secret", KeyFields.base32(entry.key()));
      json.writeNumberField("updatedAt", context.now().toEpochMilli());
      if (!entry.tags().isEmpty()) {
        json.writeStringField("groupId", groups.get(entry.tags().getFirst()));
      }
      json.writeObjectFieldStart("otp");
      json.writeStringField("account", entry.label().accountName());
      json.writeStringField("issuer", issuer);
      json.writeNumberField("digits", fields.digits());
      if (fields.type() == OtpType.HOTP) {
        json.writeNumberField("counter", fields.counter());
      } else {
        json.writeNumberField("period", fields.period());
      }
      json.writeStringField("algorithm", fields.algorithm());
      json.writeStringField("tokenType", fields.type().name());
      json.writeStringField("source", "Manual");
      json.writeEndObject();
      json.writeObjectFieldStart("order");
      json.writeNumberField("position", position++);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String sealed(byte[] plain, BackupPassword password, WriteContext context) {
    byte[] salt = context.randomBytes(256);
    byte[] nonce = context.randomBytes(12);
    byte[] key =
        password.expose(utf8 -> Pbkdf2.HMAC_SHA256.derive(utf8, salt, TwoFasFormat.ROUNDS, 32));
    Base64.Encoder base64 = Base64.getEncoder();
    return base64.encodeToString(Aes.sealGcm(key, nonce, NO_AAD, plain))
        + ":"
        + base64.encodeToString(salt)
        + ":"
        + base64.encodeToString(nonce);
  }
}
