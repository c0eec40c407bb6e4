package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Arrays;
import java.util.List;

/// cotp: its sealed database, its plain export, and its list of URIs.
final class CotpFormat extends NamedFormat {

  private static final int PASSES = 4;
  private static final int MEMORY_KIB = 32 * 1024;
  private static final int LANES = 4;

  CotpFormat() {
    super("cotp", "cotp", "database (encrypted), plain versions 1 and 2, URIs in JSON");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    boolean plain = root.has("elements") && root.has("version");
    boolean sealed = root.has("nonce") && root.has("salt") && root.has("cipher");
    if (plain || sealed) {
      return Certainty.CERTAIN;
    }
    if (root.get("items").anyItem(JsonValue::isText)) {
      return Certainty.LIKELY;
    }
    boolean bare =
        root.anyItem(
            item -> item.has("secret") && item.has("label") && item.has("type") && item.has("pin"));
    return bare ? Certainty.LIKELY : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    Items items = new Items(this, context);
    if (root.has("cipher")) {
      root = JsonView.of(open(file, root, context, items)).require(this);
    }
    for (JsonValue uri : root.get("items").items()) {
      items.add(() -> ItemDraft.ofUri(uri.text().orElse("")));
    }
    List<JsonValue> elements = root.isArray() ? root.items() : root.get("elements").items();
    for (JsonValue element : elements) {
      items.add(() -> draft(element));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue element) throws ItemException {
    String name = element.text("type");
    OtpType type = name.isEmpty() ? OtpType.TOTP : OtpType.named(name);
    ItemDraft draft = new ItemDraft();
    if (type == OtpType.MOTP) {
      draft.hex(element.text("secret"));
    } else {
      draft.base32(element.text("secret"));
    }
    return draft
        .type(type)
        .issuer(element.text("issuer"))
        .account(element.text("label"))
        .algorithm(element.get("algorithm").text())
        .digits(element.get("digits").text())
        .period(element.get("period").text())
        .counter(element.get("counter").text())
        .pin(element.get("pin").text());
  }

  private byte[] open(BackupFile file, JsonValue root, ReadContext context, Items items)
      throws BackupFileException {
    byte[] nonce = base64(root, "nonce");
    byte[] salt = base64(root, "salt");
    byte[] sealed = base64(root, "cipher");
    if (nonce.length != XChaCha20Poly1305.NONCE_LENGTH) {
      throw Refusal.damaged(this, "the nonce has not 24 bytes");
    }
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] key =
            new KeyDerivation(this, context, items).argon2id(utf8, salt, PASSES, MEMORY_KIB, LANES);
        return XChaCha20Poly1305.open(key, nonce, sealed)
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private byte[] base64(JsonValue root, String name) throws BackupFileException {
    return Encoded.base64(root.text(name))
        .filter(bytes -> bytes.length > 0)
        .orElseThrow(() -> Refusal.damaged(this, name + " is not Base64"));
  }
}
