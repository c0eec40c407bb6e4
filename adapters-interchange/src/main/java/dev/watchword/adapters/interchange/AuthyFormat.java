package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Authy's Android preferences, its secrets plain or sealed one by one, and the list that export
/// scripts make.
final class AuthyFormat extends NamedFormat {

  private static final String AUTHENTICATOR = "com.authy.storage.tokens.authenticator.key";
  private static final String OWN = "com.authy.storage.tokens.authy.key";
  private static final int ROUNDS = 1000;

  AuthyFormat() {
    super("authy", "Authy", "Android preferences, plain and encrypted; lists of export scripts");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    Map<String, String> strings = SharedPreferences.peek(file);
    if (strings.containsKey(AUTHENTICATOR) || strings.containsKey(OWN)) {
      return Certainty.CERTAIN;
    }
    boolean script =
        JsonView.of(file)
            .root()
            .anyItem(item ->
                item.has("name") && item.has("secret") && item.has("uri") && !item.has("type"));
    return script ? Certainty.LIKELY : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    if (JsonView.of(file).root().isArray()) {
      for (JsonValue token : JsonView.of(file).require(this).items()) {
        items.add(() -> scripted(token));
      }
      return items.contents();
    }
    Map<String, String> strings = SharedPreferences.read(file, this);
    if (!strings.containsKey(AUTHENTICATOR) && !strings.containsKey(OWN)) {
      throw Refusal.notThisFormat(this);
    }
    List<JsonValue> tokens = tokens(strings.get(AUTHENTICATOR));
    boolean sealed =
        tokens.stream().anyMatch(t -> t.text("decryptedSecret").isEmpty() && t.has("salt"));
    if (sealed) {
      readSealed(file, tokens, context, items);
    } else {
      for (JsonValue token : tokens) {
        items.add(() -> draft(token).base32(token.text("decryptedSecret")));
      }
    }
    for (JsonValue token : tokens(strings.get(OWN))) {
      items.add(() ->
          new ItemDraft()
              .issuer(token.text("name"))
              .hex(token.text("secretSeed"))
              .digits(token.get("digits").text().or(() -> Optional.of("7")))
              .period(Optional.of("10")));
    }
    return items.contents();
  }

  private List<JsonValue> tokens(@Nullable String text) throws BackupFileException {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    JsonValue list = JsonView.of(text.getBytes(StandardCharsets.UTF_8)).require(this);
    if (!list.isArray()) {
      throw Refusal.damaged(this, "its tokens are no list");
    }
    return list.items();
  }

  private void readSealed(BackupFile file, List<JsonValue> tokens, ReadContext context, Items items)
      throws BackupFileException {
    KeyDerivation derivation = new KeyDerivation(this, context, items);
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      boolean anyOpened = false;
      boolean anySealed = false;
      try {
        for (JsonValue token : tokens) {
          String plain = token.text("decryptedSecret");
          if (!plain.isEmpty()) {
            items.add(() -> draft(token).base32(plain));
            continue;
          }
          anySealed = true;
          Optional<String> secret = open(token, utf8, derivation);
          anyOpened |= secret.isPresent();
          items.add(() ->
              draft(token)
                  .base32(
                      secret.orElseThrow(
                          () -> new ItemException("secret: the password does not open it"))));
        }
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
      if (anySealed && !anyOpened) {
        throw Refusal.wrongPassword(this);
      }
    }
  }

  /// A wrong password may pass the padding; the secret must be Base32 as well.
  private static Optional<String> open(JsonValue token, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    byte[] salt = token.text("salt").getBytes(StandardCharsets.UTF_8);
    byte[] key = derivation.pbkdf2(Pbkdf2.HMAC_SHA1, utf8, salt, ROUNDS, 32);
    return Encoded.base64(token.text("encryptedSecret"))
        .flatMap(sealed -> Aes.openCbc(key, new byte[16], sealed))
        .map(plain -> new String(plain, StandardCharsets.UTF_8))
        .filter(text -> text.matches("[A-Za-z2-7\\s=_-]+"));
  }

  private static ItemDraft draft(JsonValue token) {
    String issuer = issuer(token);
    return new ItemDraft()
        .issuer(issuer)
        .account(account(token.text("name"), issuer))
        .digits(token.get("digits").text());
  }

  private static String issuer(JsonValue token) {
    String original = token.text("originalIssuer");
    if (!original.isBlank()) {
      return original.strip();
    }
    String originalName = token.text("originalName");
    int colon = originalName.indexOf(':');
    if (colon > 0) {
      return originalName.substring(0, colon).strip();
    }
    String name = token.text("name");
    int dash = name.indexOf(" - ");
    if (dash > 0) {
      return name.substring(0, dash).strip();
    }
    String type = token.text("accountType").strip();
    return type.isEmpty() ? "" : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
  }

  /// The name without the issuer in front and the separator behind it.
  private static String account(String name, String issuer) {
    String rest = name.strip();
    if (!issuer.isEmpty() && rest.regionMatches(true, 0, issuer, 0, issuer.length())) {
      String behind = rest.substring(issuer.length()).strip();
      if (behind.startsWith(":") || behind.startsWith("-")) {
        return behind.substring(1).strip();
      }
      return behind.isEmpty() ? "" : rest;
    }
    return rest.startsWith(":") ? rest.substring(1).strip() : rest;
  }

  private static ItemDraft scripted(JsonValue token) throws ItemException {
    String uri = token.text("uri");
    ItemDraft draft =
        uri.isBlank() ? new ItemDraft().base32(token.text("secret")) : ItemDraft.ofUri(uri);
    return draft.account().isBlank() ? draft.account(token.text("name")) : draft;
  }
}
