package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The browser extension "Authenticator": a JSON object of entries by their hash, plain or sealed
/// in one of three ways.
final class BrowserExtensionFormat extends NamedFormat {

  private static final String SEALED_ENTRY = "EncOTPStorage";
  private static final String KEY_ENTRY = "Key";

  BrowserExtensionFormat() {
    super(
        "authenticator-extension",
        "Authenticator (browser extension)",
        "plain, encrypted (versions 1 to 3)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    boolean fits =
        JsonView.of(file).root().members().values().stream()
            .anyMatch(entry -> isEntry(entry) || isSealed(entry));
    return fits ? Certainty.CERTAIN : Certainty.NO;
  }

  private static boolean isEntry(JsonValue value) {
    return value.has("secret")
        && (value.has("hash") || value.has("dataType") || value.has("index"));
  }

  private static boolean isSealed(JsonValue value) {
    return value.text("dataType").equals(SEALED_ENTRY);
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    List<JsonValue> entries = new ArrayList<>();
    List<JsonValue> keys = new ArrayList<>();
    boolean sealed = false;
    for (JsonValue value : root.members().values()) {
      if (isSealed(value) || isEntry(value)) {
        entries.add(value);
        sealed |= isSealed(value) || value.isTrue("encrypted");
      } else if (value.text("dataType").equals(KEY_ENTRY)) {
        keys.add(value);
      }
    }
    if (entries.isEmpty() && !root.isObject()) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    if (!sealed) {
      for (JsonValue entry : entries) {
        items.add(() -> draft(entry, entry.text("secret")));
      }
      return items.contents();
    }
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      KeyDerivation derivation = new KeyDerivation(this, context, items);
      ExtensionSeal seal = ExtensionSeal.open(this, root.get("key"), keys, utf8, derivation);
      if (!entries.stream().anyMatch(entry -> seal.opens(entry))) {
        throw Refusal.wrongPassword(this);
      }
      for (JsonValue entry : entries) {
        items.add(() -> opened(entry, seal));
      }
      seal.close();
    }
    return items.contents();
  }

  private static ItemDraft opened(JsonValue entry, ExtensionSeal seal) throws ItemException {
    if (isSealed(entry)) {
      JsonValue plain = seal.entry(entry);
      return draft(plain, plain.text("secret"));
    }
    return draft(entry, entry.isTrue("encrypted") ? seal.secret(entry) : entry.text("secret"));
  }

  private static ItemDraft draft(JsonValue entry, String stored) throws ItemException {
    String secret = stored.strip();
    String type = type(entry.text("type"));
    for (Map.Entry<String, String> prefix :
        Map.of("bliz-", "battle", "blz-", "battle", "stm-", "steam").entrySet()) {
      if (secret.regionMatches(true, 0, prefix.getKey(), 0, prefix.getKey().length())) {
        secret = secret.substring(prefix.getKey().length());
        type = prefix.getValue();
      }
    }
    ItemDraft draft =
        new ItemDraft()
            .issuer(issuer(entry.text("issuer")))
            .account(entry.text("account"))
            .algorithm(entry.get("algorithm").text())
            .digits(entry.get("digits").text())
            .period(entry.get("period").text())
            .counter(entry.get("counter").text())
            .pinned(entry.isTrue("pinned"));
    return switch (type) {
      case "", "totp" -> secret(draft, secret);
      case "hotp" -> secret(draft.type(OtpType.HOTP), secret);
      case "battle" -> draft.digits(Optional.of("8")).base32(secret);
      case "steam" -> draft.type(OtpType.STEAM).base32(secret);
      case "hex" -> draft.hex(secret);
      case "hhex" -> draft.type(OtpType.HOTP).hex(secret);
      default -> throw new ItemException("type: not one of those of the extension");
    };
  }

  /// Old releases have no types of their own for secrets in hexadecimal: what is no Base32 is one.
  private static ItemDraft secret(ItemDraft draft, String secret) throws ItemException {
    boolean hex = secret.matches("(?i)[0-9a-f]+") && !secret.matches("(?i)[a-z2-7]+=*");
    return hex ? draft.hex(secret) : draft.base32(secret);
  }

  /// The site that an entry belongs to may follow the issuer behind two colons.
  private static String issuer(String issuer) {
    int site = issuer.indexOf("::");
    return site < 0 ? issuer : issuer.substring(0, site);
  }

  private static String type(String type) {
    return switch (type) {
      case "1" -> "totp";
      case "2" -> "hotp";
      case "3" -> "battle";
      case "4" -> "steam";
      case "5" -> "hex";
      case "6" -> "hhex";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }
}
