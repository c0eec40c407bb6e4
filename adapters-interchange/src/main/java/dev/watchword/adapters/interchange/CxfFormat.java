package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// The FIDO Alliance's Credential Exchange Format, as a header with accounts or as one account.
final class CxfFormat extends NamedFormat {

  CxfFormat() {
    super("cxf", "FIDO Credential Exchange", "header with accounts, or one account");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    if (root.has("exporterRpId") || root.has("exporterDisplayName")) {
      return Certainty.CERTAIN;
    }
    boolean credentials =
        root.get("items").items().stream().anyMatch(item -> item.get("credentials").isArray())
            || root.get("accounts").items().stream()
                .flatMap(account -> account.get("items").items().stream())
                .anyMatch(item -> item.get("credentials").isArray());
    return credentials ? Certainty.LIKELY : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    List<JsonValue> accounts =
        root.get("accounts").isArray() ? root.get("accounts").items() : List.of(root);
    Items items = new Items(this, context);
    for (JsonValue account : accounts) {
      for (JsonValue item : account.get("items").items()) {
        for (JsonValue credential : item.get("credentials").items()) {
          if (credential.text("type").equals("totp")) {
            items.add(() -> draft(item, credential));
          }
        }
      }
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue item, JsonValue credential) throws ItemException {
    boolean steam = credential.text("algorithm").equalsIgnoreCase("steam");
    List<String> tags =
        item.get("tags").items().stream().map(JsonValue::text).flatMap(Optional::stream).toList();
    return new ItemDraft()
        .type(steam ? OtpType.STEAM : OtpType.TOTP)
        .issuer(field(credential, "issuer"))
        .issuerIfNone(field(item, "title"))
        .account(field(credential, "username"))
        .base32(field(credential, "secret"))
        .algorithm(credential.get("algorithm").text())
        .digits(credential.get("digits").text())
        .period(credential.get("period").text())
        .tags(tags)
        .pinned(item.isTrue("favorite"));
  }

  /// A field as a text, or as an object around its value.
  private static String field(JsonValue parent, String name) {
    JsonValue field = parent.get(name);
    return field.isObject() ? field.text("value") : field.text().orElse("");
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new CxfWriter());
  }
}
