package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes Stratum's backup, plain or sealed in its strong way.
final class StratumWriter implements BackupWriter {

  private static final byte[] NO_AAD = {};
  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp", "yandex"),
          Detail.TAGS,
          Detail.ICON,
          Detail.PIN,
          Detail.ANY_HOTP);

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
    byte[] plain = JsonOut.write(json -> writePlain(json, entries, context));
    if (context.password().isEmpty()) {
      return WrittenBackup.of("json", "application/json", plain);
    }
    byte[] salt = context.randomBytes(16);
    byte[] nonce = context.randomBytes(12);
    byte[] key =
        context
            .password()
            .get()
            .expose(utf8 ->
                Argon2id.key(
                    utf8,
                    salt,
                    StratumFormat.PASSES,
                    StratumFormat.MEMORY_KIB,
                    StratumFormat.LANES));
    byte[] sealed = Aes.sealGcm(key, nonce, NO_AAD, plain);
    Arrays.fill(plain, (byte) 0);
    return WrittenBackup.of(
        "authpro",
        "application/octet-stream",
        Bytes.concat(StratumFormat.STRONG, salt, nonce, sealed));
  }

  private static void writePlain(JsonGenerator json, List<NewEntry> entries, WriteContext context)
      throws IOException {
    Map<String, String> categories = new LinkedHashMap<>();
    List<String> icons = new ArrayList<>();
    json.writeStartObject();
    json.writeArrayFieldStart("Authenticators");
    int ranking = 0;
    for (NewEntry entry : entries) {
      entry.tags().forEach(tag -> categories.computeIfAbsent(tag, t -> id(context)));
      writeEntry(json, entry, ranking++, icons, context);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("Categories");
    ranking = 0;
    for (Map.Entry<String, String> category : categories.entrySet()) {
      json.writeStartObject();
      json.writeStringField("Id", category.getValue());
      json.writeStringField("Name", category.getKey());
      json.writeNumberField("Ranking", ranking++);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("AuthenticatorCategories");
    for (NewEntry entry : entries) {
      for (String tag : entry.tags()) {
        json.writeStartObject();
        json.writeStringField("CategoryId", categories.get(tag));
        json.writeStringField("AuthenticatorSecret", secret(entry));
        json.writeNumberField("Ranking", 0);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("CustomIcons");
    int next = 0;
    for (NewEntry entry : entries) {
      if (entry.icon().isPresent()) {
        json.writeStartObject();
        json.writeStringField("Id", icons.get(next++));
        json.writeStringField("Data", Base64.getEncoder().encodeToString(entry.icon().get().png()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeEntry(
      JsonGenerator json, NewEntry entry, int ranking, List<String> icons, WriteContext context)
      throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    String issuer = entry.label().issuer();
    String account = entry.label().accountName();
    json.writeStartObject();
    json.writeNumberField(
        "Type",
        switch (fields.type()) {
          case HOTP -> 1;
          case TOTP -> 2;
          case MOTP -> 3;
          case STEAM -> 4;
          case YANDEX -> 5;
        });
    if (entry.icon().isPresent()) {
      String id = id(context);
      icons.add(id);
      json.writeStringField("Icon", "@" + id);
    } else {
      json.writeNullField("Icon");
    }
    json.writeStringField("Issuer", issuer.isEmpty() ? account : issuer);
    if (account.isEmpty() || issuer.isEmpty()) {
      json.writeNullField("Username");
    } else {
      json.writeStringField("Username", account);
    }
    json.writeStringField("Secret", secret(entry));
    if (entry.key().pin().isPresent()) {
      json.writeStringField("Pin", KeyFields.pin(entry.key()));
    } else {
      json.writeNullField("Pin");
    }
    json.writeNumberField(
        "Algorithm",
        switch (fields.algorithm()) {
          case "SHA256" -> fields.type() == OtpType.YANDEX ? 0 : 1;
          case "SHA512" -> 2;
          default -> 0;
        });
    json.writeNumberField("Digits", fields.digits());
    json.writeNumberField("Period", fields.period());
    json.writeNumberField("Counter", fields.counter());
    json.writeNumberField("CopyCount", 0);
    json.writeNumberField("Ranking", ranking);
    json.writeEndObject();
  }

  private static String secret(NewEntry entry) {
    return KeyFields.of(entry.key()).type() == OtpType.MOTP
        ? KeyFields.hex(entry.key())
        : KeyFields.base32(entry.key());
  }

  private static String id(WriteContext context) {
    return HexFormat.of().formatHex(context.randomBytes(4));
  }
}
