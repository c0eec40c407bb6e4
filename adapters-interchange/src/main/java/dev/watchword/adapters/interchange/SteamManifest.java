package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The `manifest.json` beside sealed maFiles: which file is sealed with which salt and vector, in
/// the schemes of Steam Desktop Authenticator and of steamguard-cli.
final class SteamManifest {

  private static final int SDA_ROUNDS = 50_000;
  private static final int CLI_PASSES = 3;
  private static final int CLI_MEMORY_KIB = 12 * 1024;
  private static final int CLI_LANES = 12;

  private SteamManifest() {}

  static boolean isManifest(JsonValue root) {
    return root.get("entries").items().stream()
        .anyMatch(entry ->
            entry.has("filename")
                && (entry.has("steamid") || entry.has("steam_id") || entry.has("account_name")));
  }

  /// The entry of a manifest among the companions that names this file as a sealed one.
  static Optional<JsonValue> entryOf(BackupFile file, List<BackupFile> companions) {
    for (BackupFile companion : companions) {
      JsonValue root = JsonView.of(companion).root();
      if (isManifest(root)) {
        for (JsonValue entry : root.get("entries").items()) {
          if (entry.text("filename").equals(file.name()) && isSealed(entry)) {
            return Optional.of(entry);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSealed(JsonValue entry) {
    return entry.get("encryption").isObject() || !entry.text("encryption_iv").isEmpty();
  }

  static byte[] open(
      SteamFormat format, BackupFile file, JsonValue entry, ReadContext context, Items items)
      throws BackupFileException {
    JsonValue scheme = entry.get("encryption");
    boolean argon = scheme.text("scheme").equals("Argon2idAes256");
    if (scheme.isObject() && !argon && !scheme.text("scheme").equals("LegacySdaCompatible")) {
      throw Refusal.unsupported(format, "the scheme of its encryption is unknown");
    }
    byte[] iv = base64(format, scheme.isObject() ? scheme.text("iv") : entry.text("encryption_iv"));
    byte[] salt =
        base64(format, scheme.isObject() ? scheme.text("salt") : entry.text("encryption_salt"));
    // Steam Desktop Authenticator writes Base64; steamguard-cli's own scheme the bytes themselves
    byte[] sealed =
        TextView.of(file).isText() ? base64(format, TextView.of(file).text()) : file.bytes();
    KeyDerivation derivation = new KeyDerivation(format, context, items);
    try (BackupPassword password = context.requirePassword(file, format)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] key =
            argon
                ? derivation.argon2id(utf8, salt, CLI_PASSES, CLI_MEMORY_KIB, CLI_LANES)
                : derivation.pbkdf2(Pbkdf2.HMAC_SHA1, utf8, salt, SDA_ROUNDS, 32);
        return Aes.openCbc(key, iv, sealed)
            .filter(
                plain -> new String(plain, StandardCharsets.UTF_8).stripLeading().startsWith("{"))
            .orElseThrow(() -> Refusal.wrongPassword(format));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private static byte[] base64(SteamFormat format, String text) throws BackupFileException {
    return Encoded.base64(text)
        .filter(bytes -> bytes.length > 0)
        .orElseThrow(() -> Refusal.damaged(format, "its encryption data is not Base64"));
  }
}
