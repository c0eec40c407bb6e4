package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;

/// Google Authenticator's own database from an Android phone.
final class GoogleDatabaseFormat extends NamedFormat {

  private static final String TABLE = "accounts";

  GoogleDatabaseFormat() {
    super("google-authenticator", "Google Authenticator", "Android database");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return recogniseAmong(file, List.of());
  }

  @Override
  public Certainty recogniseAmong(BackupFile file, List<BackupFile> companions) {
    boolean own = SqliteFile.peek(file, companions).map(GoogleDatabaseFormat::fits).orElse(false);
    return own ? Certainty.CERTAIN : Certainty.NO;
  }

  private static boolean fits(SqliteFile db) {
    return db.hasTable(TABLE, "email", "secret", "counter", "type")
        && !db.hasTable(TABLE, "category");
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    if (SqliteWal.isPart(file, context, items)) {
      return items.contents();
    }
    SqliteFile db = SqliteFile.open(SqliteWal.applied(file, context.companions()), this);
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
