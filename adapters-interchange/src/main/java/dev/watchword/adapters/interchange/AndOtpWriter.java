package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Writes andOTP's JSON, plain or sealed in its new way.
final class AndOtpWriter implements BackupWriter {

  private static final int ROUNDS = 160_000;
  private static final byte[] NO_AAD = {};
  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp"), Detail.TAGS, Detail.NO_ISSUER, Detail.ANY_HOTP);

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
    byte[] plain =
        JsonOut.write(json -> {
          json.writeStartArray();
          for (NewEntry entry : entries) {
            writeEntry(json, entry);
          }
          json.writeEndArray();
        });
    if (context.password().isEmpty()) {
      return WrittenBackup.of("json", "application/json", plain);
    }
    byte[] salt = context.randomBytes(12);
    byte[] nonce = context.randomBytes(12);
    byte[] key =
        context.password().get().expose(utf8 -> Pbkdf2.HMAC_SHA1.derive(utf8, salt, ROUNDS, 32));
    byte[] sealed = Aes.sealGcm(key, nonce, NO_AAD, plain);
    Arrays.fill(plain, (byte) 0);
    byte[] rounds = ByteBuffer.allocate(4).putInt(ROUNDS).array();
    return WrittenBackup.of(
        "json.aes", "application/octet-stream", Bytes.concat(rounds, salt, nonce, sealed));
  }

  private static void writeEntry(JsonGenerator json, NewEntry entry) throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    boolean motp = fields.type() == OtpType.MOTP;
    json.writeStartObject();
    json.writeStringField(
        "secret",
        motp
            ? Base32.encode(KeyFields.hex(entry.key()).getBytes(StandardCharsets.US_ASCII))
            : KeyFields.base32(entry.key()));
    json.writeStringField("issuer", entry.label().issuer());
    json.writeStringField("label", entry.label().accountName());
    json.writeNumberField("digits", fields.digits());
    json.writeStringField("type", fields.type().name());
    json.writeStringField("algorithm", motp ? "SHA1" : fields.algorithm());
    json.writeStringField("thumbnail", "Default");
    json.writeNumberField("last_used", 0);
    json.writeNumberField("used_frequency", 0);
    if (fields.type() == OtpType.HOTP) {
      json.writeNumberField("counter", fields.counter());
    } else {
      json.writeNumberField("period", fields.period());
    }
    json.writeArrayFieldStart("tags");
    for (String tag : entry.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
