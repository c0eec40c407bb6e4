package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stratum, formerly Authenticator Pro: JSON, plain or sealed in two ways, and its database.
final class StratumFormat extends NamedFormat {

  static final byte[] STRONG = "AUTHENTICATORPRO".getBytes(StandardCharsets.US_ASCII);
  static final int PASSES = 3;
  static final int MEMORY_KIB = 64 * 1024;
  static final int LANES = 4;

  private static final byte[] LEGACY = "AuthenticatorPro".getBytes(StandardCharsets.US_ASCII);
  private static final int LEGACY_ROUNDS = 64_000;
  private static final String TABLE = "authenticator";
  private static final byte[] NO_AAD = {};

  StratumFormat() {
    super(
        "stratum",
        "Stratum (Authenticator Pro)",
        "plain, encrypted (strong and legacy), database (plain and SQLCipher)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return recogniseAmong(file, List.of());
  }

  @Override
  public Certainty recogniseAmong(BackupFile file, List<BackupFile> companions) {
    if (file.startsWith(STRONG) || file.startsWith(LEGACY)) {
      return Certainty.CERTAIN;
    }
    if (JsonView.of(file).hasMembers("Authenticators")) {
      return Certainty.CERTAIN;
    }
    if (SqliteFile.peek(file, companions).map(StratumFormat::fits).orElse(false)) {
      return Certainty.CERTAIN;
    }
    return SqlCipher.VERSION_3.fits(file.size()) && Randomness.fits(file)
        ? Certainty.POSSIBLE
        : Certainty.NO;
  }

  private static boolean fits(SqliteFile db) {
    return db.hasTable(TABLE, "secret", "type");
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    if (SqliteWal.isPart(file, context, items)) {
      return items.contents();
    }
    boolean database = SqliteFile.isSqlite(file.bytes());
    boolean json = JsonView.of(file).root().isObject();
    boolean sealed = file.startsWith(STRONG) || file.startsWith(LEGACY);
    if (!database && !json && !sealed && !SqlCipher.VERSION_3.fits(file.size())) {
      throw Refusal.notThisFormat(this);
    }
    if (json) {
      readJson(JsonView.of(file).require(this), items);
    } else if (database) {
      readDatabase(SqliteWal.applied(file, context.companions()), context, items);
    } else {
      byte[] plain = open(file, context, items);
      if (sealed) {
        readJson(JsonView.of(plain).require(this), items);
      } else {
        readDatabase(plain, context, items);
      }
      Arrays.fill(plain, (byte) 0);
    }
    return items.contents();
  }

  private void readJson(JsonValue root, Items items) throws BackupFileException {
    if (!root.get("Authenticators").isArray()) {
      throw Refusal.damaged(this, "the list of authenticators is missing");
    }
    Map<String, String> categories = new HashMap<>();
    for (JsonValue category : root.get("Categories").items()) {
      categories.put(category.text("Id"), category.text("Name"));
    }
    Map<String, List<String>> tags = new HashMap<>();
    for (JsonValue binding : root.get("AuthenticatorCategories").items()) {
      bind(tags, binding.text("AuthenticatorSecret"), categories.get(binding.text("CategoryId")));
    }
    Map<String, String> pictures = new HashMap<>();
    for (JsonValue icon : root.get("CustomIcons").items()) {
      pictures.put("@" + icon.text("Id"), icon.text("Data"));
    }
    IconPicture icons = new IconPicture(items);
    for (JsonValue item : root.get("Authenticators").items()) {
      String picture = pictures.getOrDefault(item.text("Icon"), "");
      items.add(() ->
          draft(name -> item.get(capital(name)).text())
              .tags(tags.getOrDefault(item.text("Secret"), List.of()))
              .icon(icons.ofBase64(picture)));
    }
  }

  private void readDatabase(byte[] image, ReadContext context, Items items)
      throws BackupFileException {
    SqliteFile db = SqliteFile.open(image, this);
    Map<String, List<String>> tags = new HashMap<>();
    if (db.hasTable("category", "id", "name")
        && db.hasTable("authenticatorcategory", "categoryid", "authenticatorsecret")) {
      Map<String, String> categories = new HashMap<>();
      for (SqliteRow row : db.rows("category", this, context.limits())) {
        categories.put(row.text("id"), row.text("name"));
      }
      for (SqliteRow row : db.rows("authenticatorcategory", this, context.limits())) {
        bind(tags, row.text("authenticatorsecret"), categories.get(row.text("categoryid")));
      }
    }
    for (SqliteRow row : db.rows(TABLE, this, context.limits())) {
      items.add(
          () -> draft(row::optionalText).tags(tags.getOrDefault(row.text("secret"), List.of())));
    }
  }

  private static void bind(
      Map<String, List<String>> tags, String secret, @Nullable String category) {
    if (category != null) {
      tags.computeIfAbsent(secret, s -> new ArrayList<>()).add(category);
    }
  }

  /// JSON names the fields with a capital, the database in lower case.
  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /// A field by its lower-case name.
  @FunctionalInterface
  private interface Fields {
    Optional<String> get(String name);
  }

  private static ItemDraft draft(Fields fields) throws ItemException {
    OtpType type =
        switch (fields.get("type").orElse("")) {
          case "1" -> OtpType.HOTP;
          case "2" -> OtpType.TOTP;
          case "3" -> OtpType.MOTP;
          case "4" -> OtpType.STEAM;
          case "5" -> OtpType.YANDEX;
          default -> throw new ItemException("type: not from 1 to 5");
        };
    ItemDraft draft = new ItemDraft();
    String secret = fields.get("secret").orElse("");
    if (type == OtpType.MOTP) {
      draft.hex(secret);
    } else {
      draft.base32(secret);
    }
    return draft
        .type(type)
        .issuer(fields.get("issuer").orElse(""))
        .account(fields.get("username").orElse(""))
        .algorithm(Optional.of(algorithm(fields.get("algorithm").orElse(""))))
        .digits(fields.get("digits"))
        .period(fields.get("period"))
        .counter(fields.get("counter"))
        .pin(fields.get("pin"));
  }

  private static String algorithm(String number) throws ItemException {
    return switch (number) {
      case "", "0" -> "SHA1";
      case "1" -> "SHA256";
      case "2" -> "SHA512";
      default -> throw new ItemException("algorithm: not one of SHA1, SHA256 and SHA512");
    };
  }

  private byte[] open(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    byte[] bytes = file.bytes();
    KeyDerivation derivation = new KeyDerivation(this, context, items);
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        Optional<byte[]> plain;
        if (file.startsWith(STRONG)) {
          plain = openStrong(bytes, utf8, derivation);
        } else if (file.startsWith(LEGACY)) {
          plain = openLegacy(bytes, utf8, derivation);
        } else {
          plain = openDatabase(bytes, utf8, derivation);
        }
        return plain.orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private Optional<byte[]> openStrong(byte[] bytes, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    if (bytes.length < 16 + 16 + 12 + 16) {
      throw Refusal.damaged(this, "it ends too early");
    }
    byte[] key = derivation.argon2id(utf8, Bytes.range(bytes, 16, 32), PASSES, MEMORY_KIB, LANES);
    return Aes.openGcm(
        key, Bytes.range(bytes, 32, 44), NO_AAD, Bytes.range(bytes, 44, bytes.length));
  }

  private Optional<byte[]> openLegacy(byte[] bytes, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    if (bytes.length < 16 + 20 + 16 + 16) {
      throw Refusal.damaged(this, "it ends too early");
    }
    byte[] key =
        derivation.pbkdf2(Pbkdf2.HMAC_SHA1, utf8, Bytes.range(bytes, 16, 36), LEGACY_ROUNDS, 32);
    return Aes.openCbc(key, Bytes.range(bytes, 36, 52), Bytes.range(bytes, 52, bytes.length))
        .filter(plain -> plain.length > 0 && plain[0] == '{');
  }

  private Optional<byte[]> openDatabase(byte[] bytes, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    Optional<byte[]> image = Optional.empty();
    for (SqlCipher version : List.of(SqlCipher.VERSION_4, SqlCipher.VERSION_3)) {
      if (image.isEmpty() && version.fits(bytes.length)) {
        image = version.open(bytes, utf8, derivation, this);
      }
    }
    return image;
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new StratumWriter());
  }
}
