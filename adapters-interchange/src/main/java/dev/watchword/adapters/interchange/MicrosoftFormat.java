package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// Microsoft Authenticator's database from an Android phone.
final class MicrosoftFormat extends NamedFormat {

  private static final String TABLE = "accounts";

  MicrosoftFormat() {
    super("microsoft", "Microsoft Authenticator", "Android database");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return recogniseAmong(file, List.of());
  }

  @Override
  public Certainty recogniseAmong(BackupFile file, List<BackupFile> companions) {
    boolean own = SqliteFile.peek(file, companions).map(MicrosoftFormat::fits).orElse(false);
    return own ? Certainty.CERTAIN : Certainty.NO;
  }

  private static boolean fits(SqliteFile db) {
    return db.hasTable(TABLE, "account_type", "oath_secret_key");
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
    ItemDraft draft = new ItemDraft().issuer(row.text("name")).account(row.text("username"));
    return switch (row.text("account_type")) {
      case "0" -> draft.base32(row.text("oath_secret_key"));
      case "1" -> draft.base64(row.text("oath_secret_key")).digits(Optional.of("8"));
      case "2" ->
          throw new ItemException("type: a work account of Microsoft's, which has no codes");
      default -> throw new ItemException("type: not one of 0, 1 and 2");
    };
  }
}
