package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Locale;

/// 2FAuth's JSON export.
final class TwoFAuthFormat extends NamedFormat {

  TwoFAuthFormat() {
    super("2fauth", "2FAuth", "JSON export, schema 1");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    return root.text("app").toLowerCase(Locale.ROOT).startsWith("2fauth")
        ? Certainty.CERTAIN
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    if (!root.get("data").isArray()) {
      throw Refusal.damaged(this, "the list of accounts is missing");
    }
    Items items = new Items(this, context);
    IconPicture icons = new IconPicture(items);
    for (JsonValue account : root.get("data").items()) {
      items.add(
          () -> draft(account).icon(account.get("icon_file").text().flatMap(icons::ofBase64)));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue account) throws ItemException {
    return new ItemDraft()
        .type(OtpType.named(account.text("otp_type")))
        .issuer(account.text("service"))
        .account(account.text("account"))
        .base32(account.text("secret"))
        .algorithm(account.get("algorithm").text())
        .digits(account.get("digits").text())
        .period(account.get("period").text())
        .counter(account.get("counter").text());
  }
}
