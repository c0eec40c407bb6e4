package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// OTPClient's database in its three versions, of which the first has no mark.
final class OtpClientFormat extends NamedFormat {

  private static final byte[] MAGIC = "OTPClient".getBytes(StandardCharsets.US_ASCII);
  private static final int V2_HEADER = 76;
  private static final int V3_HEADER = 73;
  private static final int V1_ROUNDS = 100_000;
  private static final int NONCE_LENGTH = 16;
  private static final int SALT_LENGTH = 32;

  OtpClientFormat() {
    super("otpclient", "OTPClient", "databases of versions 1 to 3 (encrypted)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (file.startsWith(MAGIC)) {
      return Certainty.CERTAIN;
    }
    return file.size() > NONCE_LENGTH + SALT_LENGTH + 16 && Randomness.fits(file)
        ? Certainty.POSSIBLE
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    if (file.size() < NONCE_LENGTH + SALT_LENGTH + 16) {
      throw file.startsWith(MAGIC)
          ? Refusal.damaged(this, "it ends too early")
          : Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    KeyDerivation derivation = new KeyDerivation(this, context, items);
    byte[] plain;
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      byte[] cut = Arrays.copyOf(utf8, Math.min(utf8.length, password.codePoints()));
      try {
        plain =
            file.startsWith(MAGIC)
                ? openMarked(file.bytes(), utf8, cut, derivation)
                : openUnmarked(file.bytes(), utf8, cut, derivation);
      } finally {
        Arrays.fill(utf8, (byte) 0);
        Arrays.fill(cut, (byte) 0);
      }
    }
    JsonValue root = JsonView.of(withoutTerminator(plain)).require(this);
    if (!root.isArray()) {
      throw Refusal.damaged(this, "its content is no list");
    }
    for (JsonValue token : root.items()) {
      items.add(() -> draft(token));
    }
    return items.contents();
  }

  /// The C string's terminating zero was sealed with it.
  private static byte[] withoutTerminator(byte[] plain) {
    int end = plain.length;
    while (end > 0 && plain[end - 1] == 0) {
      end--;
    }
    return end == plain.length ? plain : Arrays.copyOf(plain, end);
  }

  private static ItemDraft draft(JsonValue token) throws ItemException {
    boolean steam = token.text("issuer").strip().equalsIgnoreCase("Steam");
    String group = token.text("group");
    return new ItemDraft()
        .type(steam ? OtpType.STEAM : OtpType.named(token.text("type")))
        .issuer(token.text("issuer"))
        .account(token.text("label"))
        .base32(token.text("secret"))
        .algorithm(token.get("algo").text())
        .digits(token.get("digits").text())
        .period(token.get("period").text())
        .counter(token.get("counter").text())
        .tags(List.of(group));
  }

  /// Version 1 counted the password in characters and took so many of its bytes, of some releases
  /// one more for the terminating zero.
  private byte[] openUnmarked(byte[] bytes, byte[] utf8, byte[] cut, KeyDerivation derivation)
      throws BackupFileException {
    byte[] header = Arrays.copyOf(bytes, NONCE_LENGTH + SALT_LENGTH);
    byte[] nonce = Arrays.copyOf(bytes, NONCE_LENGTH);
    byte[] salt = Bytes.range(bytes, NONCE_LENGTH, NONCE_LENGTH + SALT_LENGTH);
    byte[] sealed = Bytes.range(bytes, NONCE_LENGTH + SALT_LENGTH, bytes.length);
    Optional<byte[]> plain = Optional.empty();
    Set<Integer> lengths =
        new LinkedHashSet<>(
            List.of(cut.length, Math.min(cut.length + 1, utf8.length), utf8.length));
    for (int length : lengths) {
      if (plain.isEmpty()) {
        byte[] password = Arrays.copyOf(utf8, length);
        byte[] key = derivation.pbkdf2(Pbkdf2.HMAC_SHA512, password, salt, V1_ROUNDS, 32);
        Arrays.fill(password, (byte) 0);
        plain = Aes.openGcm(key, nonce, header, sealed);
      }
    }
    return plain.orElseThrow(() -> Refusal.wrongPassword(this));
  }

  private byte[] openMarked(byte[] bytes, byte[] utf8, byte[] cut, KeyDerivation derivation)
      throws BackupFileException {
    boolean second = bytes[9] == 0 && bytes[10] == 0 && bytes[11] == 0 && bytes[12] == 2;
    Bytes in = new Bytes(this, bytes, second ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.take(second ? 12 : 9);
    int version = in.i32();
    if (version != (second ? 2 : 3)) {
      throw Refusal.unsupported(this, "its database version is not one of 1 to 3");
    }
    byte[] nonce = in.take(NONCE_LENGTH);
    byte[] salt = in.take(SALT_LENGTH);
    int passes = in.i32();
    int memoryKib = in.i32();
    int lanes = in.i32();
    byte[] header = Arrays.copyOf(bytes, second ? V2_HEADER : V3_HEADER);
    byte[] sealed = in.rest();
    Optional<byte[]> plain = Optional.empty();
    for (byte[] password : cut.length == utf8.length ? List.of(utf8) : List.of(utf8, cut)) {
      if (plain.isEmpty()) {
        byte[] key = derivation.argon2id(password, salt, passes, memoryKib, lanes);
        plain = Aes.openGcm(key, nonce, header, sealed);
      }
    }
    return plain.orElseThrow(() -> Refusal.wrongPassword(this));
  }
}
