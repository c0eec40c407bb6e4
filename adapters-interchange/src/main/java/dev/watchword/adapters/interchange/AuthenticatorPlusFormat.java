package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Authenticator Plus: an encrypted database, or a ZIP with a list of URIs.
final class AuthenticatorPlusFormat extends NamedFormat {

  private static final String TABLE = "accounts";
  private static final String MEMBER = "Accounts.txt";

  AuthenticatorPlusFormat() {
    super("authenticator-plus", "Authenticator Plus", "database (SQLCipher), ZIP");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (ZipArchive.of(file).has(MEMBER)) {
      return Certainty.CERTAIN;
    }
    if (SqliteFile.peek(file)
        .map(db -> db.hasTable(TABLE, "email", "secret", "category"))
        .orElse(false)) {
      return Certainty.CERTAIN;
    }
    return SqlCipher.VERSION_3.fits(file.size()) && Randomness.fits(file)
        ? Certainty.POSSIBLE
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    ZipArchive zip = ZipArchive.of(file);
    if (zip.has(MEMBER)) {
      readZip(file, zip, context, items);
      return items.contents();
    }
    byte[] image = SqliteFile.isSqlite(file.bytes()) ? file.bytes() : open(file, context, items);
    SqliteFile db = SqliteFile.open(image, this);
    for (SqliteRow row : db.rows(TABLE, this, context.limits())) {
      items.add(() -> draft(row));
    }
    return items.contents();
  }

  private void readZip(BackupFile file, ZipArchive zip, ReadContext context, Items items)
      throws BackupFileException {
    byte[] text;
    if (zip.isEncrypted(MEMBER)) {
      try (BackupPassword password = context.requirePassword(file, this)) {
        text = zip.read(MEMBER, this, context.limits(), Optional.of(password));
      }
      new KeyDerivation(this, context, items).weak("the encryption of ZIP");
    } else {
      text = zip.read(MEMBER, this, context.limits(), Optional.empty());
    }
    UriLines.read(TextView.of(text).text(), items, ItemDraft::ofUri);
  }

  private byte[] open(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    if (!SqlCipher.VERSION_3.fits(file.size())) {
      throw Refusal.notThisFormat(this);
    }
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        return SqlCipher.VERSION_3
            .open(file.bytes(), utf8, new KeyDerivation(this, context, items), this)
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private static ItemDraft draft(SqliteRow row) throws ItemException {
    ItemDraft draft =
        EmailLabel.apply(new ItemDraft(), row.text("email"), row.text("issuer"))
            .counter(row.optionalText("counter"));
    String category = row.text("category");
    draft.tags(category.equals("All Accounts") ? List.of() : List.of(category));
    return switch (row.text("type")) {
      case "", "0" -> draft.base32(row.text("secret"));
      case "1" -> draft.type(OtpType.HOTP).base32(row.text("secret"));
      case "2" -> draft.hex(row.text("secret")).digits(Optional.of("8"));
      default -> throw new ItemException("type: not one of 0, 1 and 2");
    };
  }
}
