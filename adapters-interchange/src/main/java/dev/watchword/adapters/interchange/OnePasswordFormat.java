package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// 1Password's unencrypted export (1PUX): a ZIP with one JSON of accounts, vaults and items, each
/// of which may hold several one-time passwords.
final class OnePasswordFormat extends NamedFormat {

  private static final String MEMBER = "export.data";

  OnePasswordFormat() {
    super("1password", "1Password", "1PUX");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return ZipArchive.of(file).has(MEMBER) ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    byte[] data = ZipArchive.of(file).read(MEMBER, this, context.limits(), Optional.empty());
    JsonValue root = JsonView.of(data).require(this);
    Items items = new Items(this, context);
    for (JsonValue account : root.get("accounts").items()) {
      for (JsonValue vault : account.get("vaults").items()) {
        for (JsonValue item : vault.get("items").items()) {
          read(item.has("item") ? item.get("item") : item, items);
        }
      }
    }
    return items.contents();
  }

  private static void read(JsonValue item, Items items) throws BackupFileException {
    JsonValue details = item.get("details");
    for (JsonValue section : details.get("sections").items()) {
      for (JsonValue field : section.get("fields").items()) {
        String totp = field.get("value").text("totp");
        if (!totp.isBlank()) {
          items.add(() -> draft(item, totp));
        }
      }
    }
  }

  private static ItemDraft draft(JsonValue item, String totp) throws ItemException {
    String username =
        item.get("details").get("loginFields").items().stream()
            .filter(field -> field.text("designation").equals("username"))
            .map(field -> field.text("value"))
            .findFirst()
            .orElse("");
    JsonValue overview = item.get("overview");
    List<String> tags =
        overview.get("tags").items().stream()
            .map(JsonValue::text)
            .flatMap(Optional::stream)
            .toList();
    return ItemDraft.ofUriOrSecret(totp)
        .issuerIfNone(overview.text("title"))
        .accountIfNone(username)
        .tags(tags)
        .note(item.get("details").text("notesPlain"))
        .pinned(item.get("favIndex").isTrue());
  }
}
