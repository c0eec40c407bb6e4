package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Locale;

/// Steam Guard: a maFile, plain or sealed beside its manifest, or Steam's own map of accounts. Only
/// the secret of the codes is taken, never the one that confirms trades.
final class SteamFormat extends NamedFormat {

  SteamFormat() {
    super("steam", "Steam", "maFile (plain, encrypted beside manifest.json), Steam's JSON");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    if (root.has("shared_secret") || SteamManifest.isManifest(root)) {
      return Certainty.CERTAIN;
    }
    boolean map =
        root.get("accounts").members().values().stream().anyMatch(a -> a.has("shared_secret"));
    return map ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public Certainty recogniseAmong(BackupFile file, List<BackupFile> companions) {
    return SteamManifest.entryOf(file, companions).isPresent()
        ? Certainty.CERTAIN
        : recogniseAlone(file);
  }

  /// A sealed maFile without its manifest is known by its name only, to ask for the manifest.
  private Certainty recogniseAlone(BackupFile file) {
    Certainty certainty = recognise(file);
    return certainty == Certainty.NO && file.name().toLowerCase(Locale.ROOT).endsWith(".mafile")
        ? Certainty.LIKELY
        : certainty;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    JsonView view = JsonView.of(file);
    if (!view.root().isObject()) {
      JsonValue entry =
          SteamManifest.entryOf(file, context.companions())
              .orElseThrow(() ->
                  Refusal.unsupported(
                      this, "its key data is in manifest.json; import both together"));
      view = JsonView.of(SteamManifest.open(this, file, entry, context, items));
    }
    JsonValue root = view.require(this);
    if (SteamManifest.isManifest(root)) {
      return items.contents();
    }
    if (root.get("accounts").isObject()) {
      for (JsonValue account : root.get("accounts").members().values()) {
        items.add(() -> draft(account));
      }
    } else if (root.has("shared_secret")) {
      items.add(() -> draft(root));
    } else {
      throw Refusal.notThisFormat(this);
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue account) throws ItemException {
    String secret = account.text("shared_secret");
    if (secret.isBlank()) {
      throw new ItemException("secret: missing");
    }
    return new ItemDraft()
        .type(OtpType.STEAM)
        .issuer("Steam")
        .account(account.text("account_name"))
        .base64(secret);
  }
}
