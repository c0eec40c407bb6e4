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

/// Battle.net's Android preferences: serial and device secret under a fixed mask.
final class BattleNetFormat extends NamedFormat {

  private static final String SERIAL = "AUTHENTICATOR_SERIAL";
  private static final String SECRET = "AUTHENTICATOR_DEVICE_SECRET";
  private static final byte[] MASK =
      HexFormat.of()
          .parseHex(
              "398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773fa59ba4"
                  + "7c17ca6c6479015c1d5b8b8f6b9a");

  BattleNetFormat() {
    super("battlenet", "Battle.net Authenticator", "Android preferences");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return find(SharedPreferences.peek(file), SECRET).isPresent()
        ? Certainty.CERTAIN
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Map<String, String> strings = SharedPreferences.read(file, this);
    Optional<String> secret = find(strings, SECRET);
    if (secret.isEmpty()) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    items.add(() -> {
      ItemDraft draft = new ItemDraft().issuer("Battle.net").digits(Optional.of("8"));
      Optional<String> serial = find(strings, SERIAL);
      if (serial.isPresent()) {
        draft.account(unmasked("serial", serial.get()));
      }
      return draft.hex(unmasked("secret", secret.get()));
    });
    return items.contents();
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
