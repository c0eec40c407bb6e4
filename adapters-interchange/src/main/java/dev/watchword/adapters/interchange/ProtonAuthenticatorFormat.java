package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Proton Authenticator's export, plain or sealed.
final class ProtonAuthenticatorFormat extends NamedFormat {

  private static final byte[] AAD =
      "proton.authenticator.export.v1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_LENGTH = 12;
  private static final int PASSES = 2;
  private static final int MEMORY_KIB = 19 * 1024;

  ProtonAuthenticatorFormat() {
    super("proton-authenticator", "Proton Authenticator", "plain and encrypted");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    if (root.get("salt").isText() && root.get("content").isText() && !root.has("encrypted")) {
      return Certainty.CERTAIN;
    }
    boolean own =
        root.get("entries")
            .anyItem(
                entry -> entry.get("content").has("uri") || entry.get("content").has("entry_type"));
    return own ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    Items items = new Items(this, context);
    if (root.get("content").isText()) {
      root = JsonView.of(open(file, root, context, items)).require(this);
    }
    if (!root.get("entries").isArray()) {
      throw Refusal.damaged(this, "the list of entries is missing");
    }
    for (JsonValue entry : root.get("entries").items()) {
      items.add(() -> draft(entry));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue entry) throws ItemException {
    JsonValue content = entry.get("content");
    String uri = content.text("uri");
    String name = content.text("name").strip();
    ItemDraft draft =
        uri.isBlank() || uri.contains("://") ? ItemDraft.ofUri(uri) : new ItemDraft().base32(uri);
    if (name.startsWith("%3A") || name.startsWith("%3a")) {
      name = name.substring(3).strip();
    } else if (name.startsWith(":")) {
      name = name.substring(1).strip();
    }
    if (!name.isEmpty()) {
      draft.account(name);
    }
    return draft.note(entry.text("note"));
  }

  private byte[] open(BackupFile file, JsonValue root, ReadContext context, Items items)
      throws BackupFileException {
    byte[] salt =
        Encoded.base64(root.text("salt"))
            .filter(bytes -> bytes.length > 0)
            .orElseThrow(() -> Refusal.damaged(this, "the salt is not Base64"));
    byte[] content =
        Encoded.base64(root.text("content"))
            .filter(bytes -> bytes.length > NONCE_LENGTH + 16)
            .orElseThrow(() -> Refusal.damaged(this, "the content is not Base64"));
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        byte[] key =
            new KeyDerivation(this, context, items).argon2id(utf8, salt, PASSES, MEMORY_KIB, 1);
        return Aes.openGcm(
                key,
                Arrays.copyOf(content, NONCE_LENGTH),
                AAD,
                Arrays.copyOfRange(content, NONCE_LENGTH, content.length))
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }
}
