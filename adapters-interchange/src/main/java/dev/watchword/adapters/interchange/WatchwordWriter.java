package dev.watchword.adapters.interchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes Watchword's own backup, which holds all that an entry has (docs/backup-format.md).
final class WatchwordWriter implements BackupWriter {

  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp", "yandex"),
          Detail.TAGS,
          Detail.NOTE,
          Detail.PINNED,
          Detail.TRASHED,
          Detail.ICON,
          Detail.PIN,
          Detail.NO_ISSUER,
          Detail.ANY_HOTP,
          Detail.ANY_T0,
          Detail.RECOVERY_CODES);

  @Override
  public Protection protection() {
    return Protection.ALWAYS;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    BackupPassword password =
        context.password().orElseThrow(() -> new IllegalArgumentException("password: missing"));
    byte[] json =
        JsonOut.write(out -> {
          out.writeStartObject();
          out.writeStringField("made", context.now().toString());
          out.writeArrayFieldStart("entries");
          for (NewEntry entry : entries) {
            writeEntry(out, entry);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    return WrittenBackup.of(
        "watchword", "application/octet-stream", WatchwordSeal.seal(json, password, context));
  }

  private static void writeEntry(JsonGenerator json, NewEntry entry) throws IOException {
    KeyFields fields = KeyFields.of(entry.key());
    json.writeStartObject();
    json.writeStringField("issuer", entry.label().issuer());
    json.writeStringField("account", entry.label().accountName());
    json.writeStringField("type", fields.type().name().toLowerCase(Locale.ROOT));
    json.writeStringField("secret", KeyFields.base32(entry.key()));
    if (fields.type() == OtpType.TOTP || fields.type() == OtpType.HOTP) {
      json.writeStringField("algorithm", fields.algorithm());
      json.writeNumberField("digits", fields.digits());
    }
    if (fields.type() == OtpType.HOTP) {
      json.writeNumberField("counter", fields.counter());
    }
    if (entry.key().parameters() instanceof TotpParameters totp) {
      json.writeNumberField("period", fields.period());
      json.writeNumberField("t0", totp.t0().getEpochSecond());
    }
    if (entry.key().pin().isPresent()) {
      json.writeStringField("pin", KeyFields.pin(entry.key()));
    }
    json.writeArrayFieldStart("tags");
    for (String tag : entry.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeStringField("note", entry.note());
    json.writeBooleanField("pinned", entry.pinned());
    json.writeBooleanField("trashed", entry.trashed());
    if (entry.icon().isPresent()) {
      json.writeStringField("icon", Base64.getEncoder().encodeToString(entry.icon().get().png()));
    }
    json.writeArrayFieldStart("recoveryCodes");
    for (SavedRecoveryCode code : entry.recoveryCodes()) {
      json.writeStartObject();
      json.writeStringField("code", code.code());
      if (code.usedAt().isPresent()) {
        json.writeNumberField("usedAt", code.usedAt().get().getEpochSecond());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
