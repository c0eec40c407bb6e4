package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Battle.net's Android preferences: serial and secret under a fixed mask.
final class BattleNetFormat extends NamedFormat {

  private static final String ISSUER = "Battle.net";
  private static final String SERIAL = "AUTHENTICATOR_SERIAL";
  private static final String SECRET = "AUTHENTICATOR_DEVICE_SECRET";
  private static final String OLD_HASH = "AUTH_STORE.HASH";
  private static final int OLD_SECRET_LENGTH = 40;
  private static final byte[] MASK =
      HexFormat.of()
          .parseHex(
              "398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba4"
                  + "7c17ca6c6479015c1d5b8b8f6b9a");

  BattleNetFormat() {
    super(
        "battlenet",
        "Battle.net Authenticator",
        "Android preferences, of the messenger and of the older app");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    Map<String, String> strings = SharedPreferences.peek(file);
    return find(strings, SECRET).isPresent() || find(strings, OLD_HASH).isPresent()
        ? Certainty.CERTAIN
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Map<String, String> strings = SharedPreferences.read(file, this);
    Optional<String> secret = find(strings, SECRET);
    Optional<String> old = find(strings, OLD_HASH);
    if (secret.isEmpty() && old.isEmpty()) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    if (secret.isPresent()) {
      items.add(() -> draft(secret.get(), find(strings, SERIAL)));
    } else {
      items.add(() -> oldDraft(old.orElseThrow()));
    }
    return items.contents();
  }

  private static ItemDraft draft(String secret, Optional<String> serial) throws ItemException {
    ItemDraft draft = new ItemDraft().issuer(ISSUER).digits(Optional.of("8"));
    if (serial.isPresent()) {
      draft.account(unmasked("serial", serial.get()));
    }
    return draft.hex(unmasked("secret", secret));
  }

  /// The app before the messenger kept both in one text: 40 hexadecimal digits, then the serial.
  private static ItemDraft oldDraft(String hash) throws ItemException {
    String text = unmasked("secret", hash);
    if (text.length() < OLD_SECRET_LENGTH) {
      throw new ItemException("secret: shorter than 20 bytes");
    }
    return new ItemDraft()
        .issuer(ISSUER)
        .digits(Optional.of("8"))
        .account(text.substring(OLD_SECRET_LENGTH))
        .hex(text.substring(0, OLD_SECRET_LENGTH));
  }

  private static Optional<String> find(Map<String, String> strings, String suffix) {
    return strings.entrySet().stream()
        .filter(string -> string.getKey().endsWith(suffix))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String unmasked(String field, String hex) throws ItemException {
    byte[] bytes =
        Encoded.hex(hex).orElseThrow(() -> new ItemException(field + ": not hexadecimal"));
    if (bytes.length > MASK.length) {
      throw new ItemException(field + ": longer than its mask");
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= MASK[i];
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
