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
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/// Writes Aegis's vault file with database version 3, plain or with one password slot.
final class AegisWriter implements BackupWriter {

  private static final int SCRYPT_N = 1 << 15;
  private static final int SCRYPT_R = 8;
  private static final int SCRYPT_P = 1;
  private static final byte[] NO_AAD = {};
  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp", "yandex"),
          Detail.TAGS,
          Detail.NOTE,
          Detail.PINNED,
          Detail.ICON,
          Detail.PIN,
          Detail.NO_ISSUER,
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
    byte[] file =
        context.password().isPresent()
            ? sealed(entries, context.password().get(), context)
            : JsonOut.write(json -> {
              json.writeStartObject();
              json.writeNumberField("version", 1);
              json.writeObjectFieldStart("header");
              json.writeNullField("slots");
              json.writeNullField("params");
              json.writeEndObject();
              json.writeFieldName("db");
              writeDatabase(json, entries, context);
              json.writeEndObject();
            });
    return WrittenBackup.of("json", "application/json", file);
  }

  private static void writeDatabase(
      JsonGenerator json, List<NewEntry> entries, WriteContext context) throws IOException {
    Map<String, String> groups = new LinkedHashMap<>();
    for (NewEntry entry : entries) {
      entry
          .tags()
          .forEach(tag -> groups.computeIfAbsent(tag, t -> RandomId.uuid(context.random())));
    }
    json.writeStartObject();
    json.writeNumberField("version", 3);
    json.writeArrayFieldStart("entries");
    for (NewEntry entry : entries) {
      writeEntry(json, entry, groups, context);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("groups");
    for (Map.Entry<String, String> group : groups.entrySet()) {
      json.writeStartObject();
      json.writeStringField("uuid", group.getValue());
      json.writeStringField("name", group.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("icons_optimized", true);
    json.writeEndObject();
  }

  private static void writeEntry(
      JsonGenerator json, NewEntry entry, Map<String, String> groups, WriteContext context)
      throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    json.writeStartObject();
    json.writeStringField("type", fields.type().name().toLowerCase(Locale.ROOT));
    json.writeStringField("uuid", RandomId.uuid(context.random()));
    json.writeStringField("name", entry.label().accountName());
    json.writeStringField("issuer", entry.label().issuer());
    json.writeStringField("note", entry.note());
    json.writeBooleanField("favorite", entry.pinned());
    if (entry.icon().isPresent()) {
      byte[] png = entry.icon().get().png();
      json.writeStringField("icon", Base64.getEncoder().encodeToString(png));
      json.writeStringField("icon_mime", "image/png");
      json.writeStringField("icon_hash", HexFormat.of().formatHex(Digests.sha256(png)));
    } else {
      json.writeNullField("icon");
    }
    json.writeObjectFieldStart("info");
    json.writeStringField("secret", KeyFields.base32(entry.key()));
    json.writeStringField("algo", fields.algorithm());
    json.writeNumberField("digits", fields.digits());
    if (fields.type() == OtpType.HOTP) {
      json.writeNumberField("counter", fields.counter());
    } else {
      json.writeNumberField("period", fields.period());
    }
    if (entry.key().takesPin()) {
      json.writeStringField("pin", KeyFields.pin(entry.key()));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("groups");
    for (String tag : entry.tags()) {
      json.writeString(groups.get(tag));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static byte[] sealed(
      List<NewEntry> entries, BackupPassword password, WriteContext context) {
    byte[] db = JsonOut.write(json -> writeDatabase(json, entries, context));
    byte[] master = context.randomBytes(32);
    byte[] salt = context.randomBytes(32);
    byte[] derived =
        password.expose(utf8 -> SCrypt.generate(utf8, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P, 32));
    byte[] slotNonce = context.randomBytes(12);
    byte[] wrapped = Aes.sealGcm(derived, slotNonce, NO_AAD, master);
    byte[] nonce = context.randomBytes(12);
    byte[] text = Aes.sealGcm(master, nonce, NO_AAD, db);
    Arrays.fill(master, (byte) 0);
    Arrays.fill(derived, (byte) 0);
    Arrays.fill(db, (byte) 0);
    return JsonOut.write(json -> {
      json.writeStartObject();
      json.writeNumberField("version", 1);
      json.writeObjectFieldStart("header");
      json.writeArrayFieldStart("slots");
      json.writeStartObject();
      json.writeNumberField("type", 1);
      json.writeStringField("uuid", RandomId.uuid(context.random()));
      json.writeStringField("key", hex(wrapped, 0, 32));
      writeParams(json, "key_params", slotNonce, hex(wrapped, 32, 48));
      json.writeNumberField("n", SCRYPT_N);
      json.writeNumberField("r", SCRYPT_R);
      json.writeNumberField("p", SCRYPT_P);
      json.writeStringField("salt", HexFormat.of().formatHex(salt));
      json.writeBooleanField("repaired", true);
      json.writeBooleanField("is_backup", false);
      json.writeEndObject();
      json.writeEndArray();
      writeParams(json, "params", nonce, hex(text, text.length - 16, text.length));
      json.writeEndObject();
      json.writeStringField(
          "db", Base64.getEncoder().encodeToString(Arrays.copyOf(text, text.length - 16)));
      json.writeEndObject();
    });
  }

  private static void writeParams(JsonGenerator json, String name, byte[] nonce, String tag)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("nonce", HexFormat.of().formatHex(nonce));
    json.writeStringField("tag", tag);
    json.writeEndObject();
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }
}
