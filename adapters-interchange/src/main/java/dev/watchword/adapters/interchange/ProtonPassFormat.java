package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// Proton Pass's export: a ZIP with one JSON of vaults, whose items may hold several one-time
/// passwords.
final class ProtonPassFormat extends NamedFormat {

  private static final String MEMBER = "/data.json";

  ProtonPassFormat() {
    super("proton-pass", "Proton Pass", "ZIP, and its JSON alone; not OpenPGP");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (member(file, MEMBER).isPresent() || member(file, ".pgp").isPresent()) {
      return Certainty.CERTAIN;
    }
    JsonValue vaults = JsonView.of(file).root().get("vaults");
    boolean fits = vaults.members().values().stream().anyMatch(v -> v.get("items").isArray());
    return fits ? Certainty.LIKELY : Certainty.NO;
  }

  private static Optional<String> member(BackupFile file, String ending) {
    for (String name : ZipArchive.of(file).names()) {
      if (name.endsWith(ending)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Optional<String> member = member(file, MEMBER);
    if (member.isEmpty() && member(file, ".pgp").isPresent()) {
      throw Refusal.unsupported(this, "it is OpenPGP; export again as a plain ZIP");
    }
    JsonValue root =
        member.isPresent()
            ? JsonView.of(
                    ZipArchive.of(file)
                        .read(member.get(), this, context.limits(), Optional.empty()))
                .require(this)
            : JsonView.of(file).require(this);
    Items items = new Items(this, context);
    for (JsonValue vault : root.get("vaults").members().values()) {
      for (JsonValue item : vault.get("items").items()) {
        read(vault, item, items);
      }
    }
    return items.contents();
  }

  private static void read(JsonValue vault, JsonValue item, Items items)
      throws BackupFileException {
    JsonValue data = item.get("data");
    String own = data.get("content").text("totpUri");
    if (!own.isBlank()) {
      items.add(() -> draft(vault, item, own));
    }
    for (JsonValue field : data.get("extraFields").items()) {
      String totp = field.get("data").text("totpUri");
      if (field.text("type").equals("totp") && !totp.isBlank()) {
        items.add(() -> draft(vault, item, totp));
      }
    }
  }

  private static ItemDraft draft(JsonValue vault, JsonValue item, String totp)
      throws ItemException {
    JsonValue data = item.get("data");
    JsonValue metadata = data.get("metadata");
    JsonValue content = data.get("content");
    String user = content.text("itemUsername");
    return ItemDraft.ofUriOrSecret(totp)
        .issuerIfNone(metadata.text("name"))
        .accountIfNone(user.isBlank() ? content.text("username") : user)
        .accountIfNone(content.text("itemEmail"))
        .note(metadata.text("note"))
        .tags(List.of(vault.text("name")))
        .pinned(item.isTrue("pinned"))
        .trashed(item.text("state").equals("2")); // 1 is active, 2 trashed
  }
}
