package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bitwarden's vault and Bitwarden Authenticator: JSON, JSON under a password, and CSV.
final class BitwardenFormat extends NamedFormat {

  BitwardenFormat() {
    super(
        "bitwarden",
        "Bitwarden",
        "JSON and CSV of the vault and the Authenticator; JSON under a password (PBKDF2,"
            + " Argon2id)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonView json = JsonView.of(file);
    JsonValue root = json.root();
    if (json.hasMembers("encrypted", "items")
        || json.hasMembers("encrypted", "passwordProtected")
        || json.hasMembers("encrypted", "encKeyValidation_DO_NOT_EDIT")) {
      return Certainty.CERTAIN;
    }
    if (root.get("items").anyItem(item -> item.has("login"))) {
      return Certainty.LIKELY;
    }
    String start = TextView.ofLines(file).text().lines().findFirst().orElse("");
    return start.contains("login_totp") ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    TextView text = TextView.of(file);
    JsonView view = JsonView.of(file);
    if (!view.root().isObject() && text.text().contains("login_totp")) {
      readCsv(CsvTable.parse(text.text(), context.limits().entries() * 10), items);
      return items.contents();
    }
    JsonValue root = view.require(this);
    if (root.isTrue("encrypted")) {
      root = JsonView.of(BitwardenSeal.open(this, file, root, context, items)).require(this);
    }
    if (!root.get("items").isArray()) {
      throw Refusal.damaged(this, "the list of items is missing");
    }
    Map<String, String> folders = new HashMap<>();
    for (String kind : List.of("folders", "collections")) {
      for (JsonValue folder : root.get(kind).items()) {
        folders.put(folder.text("id"), folder.text("name"));
      }
    }
    int position = 0;
    for (JsonValue item : root.get("items").items()) {
      position++;
      String totp = item.get("login").text("totp");
      if (!totp.isBlank()) {
        items.add(position, () -> draft(item, totp, folders));
      }
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue item, String totp, Map<String, String> folders)
      throws ItemException {
    String folder = folders.get(item.text("folderId"));
    List<String> tags =
        folder == null
            ? item.get("collectionIds").items().stream()
                .map(id -> folders.getOrDefault(id.text().orElse(""), ""))
                .toList()
            : List.of(folder);
    return named(totp, item.text("name"), item.get("login").text("username"))
        .tags(tags)
        .note(item.text("notes"))
        .pinned(item.isTrue("favorite"))
        .trashed(item.get("deletedDate").isText());
  }

  private static ItemDraft named(String totp, String name, String username) throws ItemException {
    ItemDraft draft = ItemDraft.ofUriOrSecret(totp);
    if (totp.strip().regionMatches(true, 0, "steam://", 0, 8)) {
      draft.issuer(""); // a bare Steam secret names nobody
    }
    return draft.issuerIfNone(name).accountIfNone(username);
  }

  private static void readCsv(CsvTable table, Items items) throws BackupFileException {
    int totp = table.column("login_totp");
    int name = table.column("name");
    int username = table.column("login_username");
    int folder = table.column("folder");
    int favorite = table.column("favorite");
    int notes = table.column("notes");
    for (CsvTable.Row row : table.rows().stream().skip(1).toList()) {
      String value = row.field(totp);
      if (!value.isBlank()) {
        items.add(
            row.line(),
            () ->
                named(value, row.field(name), row.field(username))
                    .tags(List.of(row.field(folder)))
                    .note(row.field(notes))
                    .pinned(row.field(favorite).strip().equals("1")));
      }
    }
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new BitwardenWriter());
  }
}
