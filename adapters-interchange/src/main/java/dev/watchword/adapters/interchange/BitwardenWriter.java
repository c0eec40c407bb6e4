package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes Bitwarden's JSON, plain or protected by a password.
final class BitwardenWriter implements BackupWriter {

  private static final int ITERATIONS = 600_000;
  private static final Capacity CAPACITY =
      Capacity.of(Set.of("totp", "steam"), Detail.ONE_TAG, Detail.NOTE, Detail.PINNED);

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
    byte[] file =
        context.password().isPresent() ? sealed(plain, context.password().get(), context) : plain;
    return WrittenBackup.of("json", "application/json", file);
  }

  private static void writePlain(JsonGenerator json, List<NewEntry> entries, WriteContext context)
      throws IOException {
    Map<String, String> folders = new LinkedHashMap<>();
    for (NewEntry entry : entries) {
      entry.tags().stream()
          .limit(1)
          .forEach(tag -> folders.computeIfAbsent(tag, t -> RandomId.uuid(context.random())));
    }
    json.writeStartObject();
    json.writeBooleanField("encrypted", false);
    json.writeArrayFieldStart("folders");
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      json.writeStartObject();
      json.writeStringField("id", folder.getValue());
      json.writeStringField("name", folder.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("items");
    for (NewEntry entry : entries) {
      writeItem(json, entry, folders, context);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeItem(
      JsonGenerator json, NewEntry entry, Map<String, String> folders, WriteContext context)
      throws IOException {
    String issuer = entry.label().issuer();
    String account = entry.label().accountName();
    boolean steam = KeyFields.of(entry.key()).type() == OtpType.STEAM;
    json.writeStartObject();
    json.writeStringField("id", RandomId.uuid(context.random()));
    json.writeNullField("organizationId");
    if (entry.tags().isEmpty()) {
      json.writeNullField("folderId");
    } else {
      json.writeStringField("folderId", folders.get(entry.tags().getFirst()));
    }
    json.writeNumberField("type", 1);
    json.writeNumberField("reprompt", 0);
    json.writeStringField("name", issuer.isEmpty() ? account : issuer);
    if (entry.note().isEmpty()) {
      json.writeNullField("notes");
    } else {
      json.writeStringField("notes", entry.note());
    }
    json.writeBooleanField("favorite", entry.pinned());
    json.writeObjectFieldStart("login");
    json.writeArrayFieldStart("uris");
    json.writeEndArray();
    json.writeStringField("username", account);
    json.writeNullField("password");
    json.writeStringField(
        "totp",
        steam
            ? "steam://" + KeyFields.base32(entry.key())
            : new KeyUri(entry.label(), entry.key()).reveal());
    json.writeEndObject();
    json.writeNullField("collectionIds");
    json.writeEndObject();
  }

  private static byte[] sealed(byte[] plain, BackupPassword password, WriteContext context) {
    String salt = Base64.getEncoder().encodeToString(context.randomBytes(16));
    byte[] saltText = salt.getBytes(StandardCharsets.US_ASCII);
    byte[] master =
        password.expose(utf8 -> Pbkdf2.HMAC_SHA256.derive(utf8, saltText, ITERATIONS, 32));
    byte[] encKey = BitwardenSeal.expand(master, "enc");
    byte[] macKey = BitwardenSeal.expand(master, "mac");
    byte[] validation = RandomId.uuid(context.random()).getBytes(StandardCharsets.US_ASCII);
    return JsonOut.write(json -> {
      json.writeStartObject();
      json.writeBooleanField("encrypted", true);
      json.writeBooleanField("passwordProtected", true);
      json.writeStringField("salt", salt);
      json.writeNumberField("kdfType", 0);
      json.writeNumberField("kdfIterations", ITERATIONS);
      json.writeNullField("kdfMemory");
      json.writeNullField("kdfParallelism");
      json.writeStringField(
          BitwardenSeal.VALIDATION,
          BitwardenSeal.sealText(validation, encKey, macKey, context.randomBytes(16)));
      json.writeStringField(
          "data", BitwardenSeal.sealText(plain, encKey, macKey, context.randomBytes(16)));
      json.writeEndObject();
    });
  }
}
