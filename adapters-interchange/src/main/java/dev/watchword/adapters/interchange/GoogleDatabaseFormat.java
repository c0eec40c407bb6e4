package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;

/// Google Authenticator's own database from an Android phone.
final class GoogleDatabaseFormat extends NamedFormat {

  private static final String TABLE = "accounts";

  GoogleDatabaseFormat() {
    super("google-authenticator", "Google Authenticator", "Android database");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    boolean fits =
        SqliteFile.peek(file)
            .map(db ->
                db.hasTable(TABLE, "email", "secret", "counter", "type")
                    && !db.hasTable(TABLE, "category"))
            .orElse(false);
    return fits ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    SqliteFile db = SqliteFile.open(file.bytes(), this);
    Items items = new Items(this, context);
    for (SqliteRow row : db.rows(TABLE, this, context.limits())) {
      items.add(() -> draft(row));
    }
    return items.contents();
  }

  private static ItemDraft draft(SqliteRow row) throws ItemException {
    if (row.integer("isencrypted").orElse(0L) != 0) {
      throw new ItemException("secret: sealed by the phone; use the app's transfer codes");
    }
    return EmailLabel.apply(new ItemDraft(), row.text("email"), row.text("issuer"))
        .type(
            switch (row.text("type")) {
              case "", "0" -> OtpType.TOTP;
              case "1" -> OtpType.HOTP;
              default -> throw new ItemException("type: neither 0 (TOTP) nor 1 (HOTP)");
            })
        .base32(row.text("secret"))
        .counter(row.optionalText("counter"));
  }
}
