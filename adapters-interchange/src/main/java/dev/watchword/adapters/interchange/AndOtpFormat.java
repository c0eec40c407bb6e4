package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// andOTP: a JSON array, plain, or sealed without any mark in one of two ways.
final class AndOtpFormat extends NamedFormat {

  private static final int MAX_ROUNDS = 10_000_000;
  private static final byte[] NO_AAD = {};

  AndOtpFormat() {
    super("andotp", "andOTP", "plain, encrypted (new and old), not OpenPGP");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonValue root = JsonView.of(file).root();
    boolean own = root.anyItem(item -> item.has("secret") && item.has("type") && item.has("label"));
    if (own && !root.anyItem(item -> item.has("pin"))) {
      return Certainty.CERTAIN;
    }
    if (isOpenPgp(file)) {
      return Certainty.POSSIBLE;
    }
    if (!Randomness.fits(file)) {
      return Certainty.NO;
    }
    int rounds = rounds(file);
    return rounds > 0 && rounds <= MAX_ROUNDS ? Certainty.LIKELY : Certainty.POSSIBLE;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    if (isOpenPgp(file)) {
      throw Refusal.unsupported(this, "it is OpenPGP; decrypt it with gpg and import the result");
    }
    Items items = new Items(this, context);
    JsonView view = JsonView.of(file);
    boolean plain = view.root().isArray();
    JsonValue root = plain ? view.require(this) : open(file, context, items);
    if (!root.isArray()) {
      throw Refusal.damaged(this, "it is no list");
    }
    for (JsonValue item : root.items()) {
      items.add(() -> draft(item));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue item) throws ItemException {
    ItemDraft draft = new ItemDraft();
    OtpType type = OtpType.named(item.text("type"));
    String secret = item.text("secret");
    if (type == OtpType.MOTP) {
      draft.hexInBase32(secret);
    } else {
      draft.base32(secret);
    }
    List<String> tags =
        item.get("tags").items().stream().map(JsonValue::text).flatMap(Optional::stream).toList();
    label(item, draft);
    return draft
        .type(type)
        .algorithm(item.get("algorithm").text())
        .digits(item.get("digits").text())
        .period(item.get("period").text())
        .counter(item.get("counter").text())
        .tags(tags);
  }

  private static void label(JsonValue item, ItemDraft draft) {
    String label = item.text("label");
    if (item.has("issuer")) {
      draft.issuer(item.text("issuer")).account(label);
      return;
    }
    int dash = label.indexOf(" - ");
    int colon = label.indexOf(':');
    if (dash >= 0) {
      draft.issuer(label.substring(0, dash)).account(label.substring(dash + 3));
    } else if (colon >= 0) {
      draft.issuer(label.substring(0, colon)).account(label.substring(colon + 1));
    } else {
      draft.account(label);
    }
  }

  private JsonValue open(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    if (!Randomness.fits(file)) {
      throw Refusal.notThisFormat(this);
    }
    byte[] bytes = file.bytes();
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      byte[] hashed = Digests.sha256(utf8);
      try {
        Optional<byte[]> old =
            Aes.openGcm(
                hashed,
                Arrays.copyOf(bytes, 12),
                NO_AAD,
                Arrays.copyOfRange(bytes, 12, bytes.length));
        if (old.isPresent()) {
          new KeyDerivation(this, context, items).weak("a single SHA-256");
          return JsonView.of(old.get()).require(this);
        }
        int rounds = rounds(file);
        if (rounds < 1 || rounds > MAX_ROUNDS) {
          throw Refusal.wrongPassword(this);
        }
        Bytes in = new Bytes(this, bytes, ByteOrder.BIG_ENDIAN);
        in.i32();
        byte[] salt = in.take(12);
        byte[] nonce = in.take(12);
        byte[] key =
            new KeyDerivation(this, context, items)
                .pbkdf2(Pbkdf2.HMAC_SHA1, utf8, salt, rounds, 32);
        byte[] plain =
            Aes.openGcm(key, nonce, NO_AAD, in.rest())
                .orElseThrow(() -> Refusal.wrongPassword(this));
        return JsonView.of(plain).require(this);
      } finally {
        Arrays.fill(utf8, (byte) 0);
        Arrays.fill(hashed, (byte) 0);
      }
    }
  }

  private static int rounds(BackupFile file) {
    return ByteBuffer.wrap(file.bytes()).getInt();
  }

  private static boolean isOpenPgp(BackupFile file) {
    return TextView.of(file).text().startsWith("-----BEGIN PGP MESSAGE-----");
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new AndOtpWriter());
  }
}
