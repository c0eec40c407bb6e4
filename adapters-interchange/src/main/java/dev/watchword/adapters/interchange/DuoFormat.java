package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;

/// Duo Mobile's `accounts.json`.
final class DuoFormat extends NamedFormat {

  DuoFormat() {
    super("duo", "Duo Mobile", "accounts.json");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    boolean fits =
        JsonView.of(file).root().items().stream()
            .anyMatch(item -> item.has("otpGenerator") || (item.has("pkey") && item.has("name")));
    return fits ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    if (!root.isArray()) {
      throw Refusal.damaged(this, "it is no list");
    }
    Items items = new Items(this, context);
    for (JsonValue account : root.items()) {
      items.add(() -> draft(account));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue account) throws ItemException {
    JsonValue generator = account.get("otpGenerator");
    if (!generator.isObject()) {
      throw new ItemException("type: a push account of Duo's, which has no codes");
    }
    boolean hotp = generator.get("counter").text().isPresent();
    return new ItemDraft()
        .type(hotp ? OtpType.HOTP : OtpType.TOTP)
        .account(account.text("name"))
        .base32(generator.text("otpSecret"))
        .counter(generator.get("counter").text());
  }
}
