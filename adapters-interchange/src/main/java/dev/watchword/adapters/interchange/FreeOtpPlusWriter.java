package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Writes FreeOTP+'s JSON, which is always plain.
final class FreeOtpPlusWriter implements BackupWriter {

  private static final Capacity CAPACITY =
      Capacity.of(Set.of("totp", "hotp", "steam"), Detail.NO_ISSUER, Detail.ANY_HOTP);

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
          json.writeArrayFieldStart("tokenOrder");
          for (NewEntry entry : entries) {
            String issuer = issuer(entry);
            json.writeString((issuer.isEmpty() ? "" : issuer + ":") + entry.label().accountName());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("tokens");
          for (NewEntry entry : entries) {
            writeToken(json, entry);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    return WrittenBackup.of("json", "application/json", file);
  }

  /// The program knows Steam by this issuer alone.
  private static String issuer(NewEntry entry) {
    return KeyFields.of(entry.key()).type() == OtpType.STEAM ? "Steam" : entry.label().issuer();
  }

  private static void writeToken(JsonGenerator json, NewEntry entry) throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    json.writeStartObject();
    json.writeStringField("algo", fields.algorithm());
    json.writeNumberField("counter", fields.type() == OtpType.HOTP ? fields.counter() - 1 : 0);
    json.writeNumberField("digits", fields.type() == OtpType.STEAM ? 6 : fields.digits());
    json.writeStringField("issuerExt", issuer(entry));
    json.writeStringField("issuerInt", issuer(entry));
    json.writeStringField("label", entry.label().accountName());
    json.writeNumberField("period", fields.period());
    byte[] secret = entry.key().secret().expose(byte[]::clone);
    json.writeArrayFieldStart("secret");
    for (byte b : secret) {
      json.writeNumber(b);
    }
    json.writeEndArray();
    Arrays.fill(secret, (byte) 0);
    json.writeStringField("type", fields.type() == OtpType.HOTP ? "HOTP" : "TOTP");
    json.writeEndObject();
  }
}
