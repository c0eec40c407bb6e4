package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Optional;

/// Raivo OTP: a JSON array of texts, alone or in a ZIP under the master password.
final class RaivoFormat extends NamedFormat {

  private static final String MEMBER = "raivo-otp-export.json";

  RaivoFormat() {
    super("raivo", "Raivo OTP", "ZIP (encrypted), JSON");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (ZipArchive.of(file).has(MEMBER)) {
      return Certainty.CERTAIN;
    }
    boolean own =
        JsonView.of(file)
            .root()
            .anyItem(item ->
                item.has("kind")
                    && item.has("secret")
                    && (item.has("timer") || item.has("counter")));
    return own ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    JsonView view =
        ZipArchive.of(file).has(MEMBER)
            ? JsonView.of(unzip(file, context, items))
            : JsonView.of(file);
    JsonValue root = view.require(this);
    if (!root.isArray()) {
      throw Refusal.damaged(this, "it is no list");
    }
    for (JsonValue account : root.items()) {
      items.add(() -> draft(account));
    }
    return items.contents();
  }

  private byte[] unzip(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    ZipArchive zip = ZipArchive.of(file);
    if (!zip.isEncrypted(MEMBER)) {
      return zip.read(MEMBER, this, context.limits(), Optional.empty());
    }
    new KeyDerivation(this, context, items).weak("PBKDF2 with 1000 rounds, as ZIP has it");
    try (BackupPassword password = context.requirePassword(file, this)) {
      return zip.read(MEMBER, this, context.limits(), Optional.of(password));
    }
  }

  private static ItemDraft draft(JsonValue account) throws ItemException {
    OtpType type = OtpType.named(account.text("kind"));
    return new ItemDraft()
        .type(type)
        .issuer(account.text("issuer"))
        .account(account.text("account"))
        .base32(account.text("secret"))
        .algorithm(account.get("algorithm").text())
        .digits(account.get("digits").text())
        .period(account.get("timer").text())
        .counter(account.get("counter").text())
        .pinned(account.isTrue("pinned"));
  }
}
