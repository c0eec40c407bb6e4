package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Writes Ente Auth's URIs with what else there is in their own parameter, plain or sealed.
final class EnteWriter implements BackupWriter {

  private static final int PASSES = 4;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam"),
          Detail.TAGS,
          Detail.NOTE,
          Detail.PINNED,
          Detail.TRASHED,
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
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      lines.append(line(entries.get(i), i)).append('\n');
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (context.password().isEmpty()) {
      return WrittenBackup.of("txt", "text/plain", text);
    }
    byte[] file = sealed(text, context.password().get(), context);
    Arrays.fill(text, (byte) 0);
    return WrittenBackup.of("json", "application/json", file);
  }

  private static String line(NewEntry entry, int position) {
    byte[] display =
        JsonOut.write(json -> {
          json.writeStartObject();
          json.writeBooleanField("pinned", entry.pinned());
          json.writeBooleanField("trashed", entry.trashed());
          json.writeNumberField("lastUsedAt", 0);
          json.writeNumberField("tapCount", 0);
          json.writeArrayFieldStart("tags");
          for (String tag : entry.tags()) {
            json.writeString(tag);
          }
          json.writeEndArray();
          json.writeStringField("note", entry.note());
          json.writeNumberField("position", position);
          json.writeEndObject();
        });
    // the key stays the entry's: the URI is not closed
    return new KeyUri(entry.label(), entry.key()).reveal()
        + "&codeDisplay="
        + PercentEncoded.of(new String(display, StandardCharsets.UTF_8));
  }

  private static byte[] sealed(byte[] text, BackupPassword password, WriteContext context) {
    byte[] salt = context.randomBytes(16);
    byte[] header = context.randomBytes(SecretStream.HEADER_LENGTH);
    byte[] key = password.expose(utf8 -> Argon2id.key(utf8, salt, PASSES, MEMORY_KIB, 1));
    byte[] sealed = SecretStream.seal(key, header, text);
    Base64.Encoder base64 = Base64.getEncoder();
    return JsonOut.write(json -> {
      json.writeStartObject();
      json.writeNumberField("version", 1);
      json.writeObjectFieldStart("kdfParams");
      json.writeNumberField("memLimit", MEMORY_KIB * 1024L);
      json.writeNumberField("opsLimit", PASSES);
      json.writeStringField("salt", base64.encodeToString(salt));
      json.writeEndObject();
      json.writeStringField("encryptedData", base64.encodeToString(sealed));
      json.writeStringField("encryptionNonce", base64.encodeToString(header));
      json.writeEndObject();
    });
  }
}
