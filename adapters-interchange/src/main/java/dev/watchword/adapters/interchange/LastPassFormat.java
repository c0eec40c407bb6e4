package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// LastPass Authenticator's JSON export.
final class LastPassFormat extends NamedFormat {

  /// "Other accounts" and "Favorites", which the app makes itself.
  private static final Set<String> OWN_FOLDERS = Set.of("0", "1");

  LastPassFormat() {
    super("lastpass", "LastPass Authenticator", "JSON export");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    boolean fits =
        JsonView.of(file)
            .root()
            .get("accounts")
            .anyItem(account ->
                account.has("issuerName")
                    || account.has("accountID")
                    || account.has("originalIssuerName"));
    return fits ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    if (!root.get("accounts").isArray()) {
      throw Refusal.damaged(this, "the list of accounts is missing");
    }
    Map<String, String> folders = new HashMap<>();
    for (JsonValue folder : root.get("folders").items()) {
      if (!OWN_FOLDERS.contains(folder.text("id"))) {
        folders.put(folder.text("id"), folder.text("name"));
      }
    }
    Items items = new Items(this, context);
    for (JsonValue account : root.get("accounts").items()) {
      items.add(() -> draft(account, folders));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue account, Map<String, String> folders)
      throws ItemException {
    String folderId = account.get("folderData").text("folderId");
    String folder = folders.get(folderId);
    return new ItemDraft()
        .issuer(account.text("issuerName"))
        .issuerIfNone(account.text("originalIssuerName"))
        .account(account.text("userName"))
        .accountIfNone(account.text("originalUserName"))
        .base32(account.text("secret"))
        .algorithm(account.get("algorithm").text())
        .digits(account.get("digits").text())
        .period(account.get("timeStep").text())
        .tags(folder == null ? List.of() : List.of(folder))
        .pinned(account.isTrue("isFavorite") || folderId.equals("1"));
  }
}
