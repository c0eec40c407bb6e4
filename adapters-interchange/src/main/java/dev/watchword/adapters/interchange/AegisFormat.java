package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.vault.Icon;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Aegis's vault file: JSON with a header of key slots, plain or sealed.
final class AegisFormat extends NamedFormat {

  private static final int PASSWORD_SLOT = 1;
  private static final byte[] NO_AAD = {};

  AegisFormat() {
    super("aegis", "Aegis", "plain and encrypted (every password slot), database versions 1 to 3");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonView json = JsonView.of(file);
    return json.hasMembers("header", "db") || json.hasMembers("header", "version")
        ? Certainty.CERTAIN
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    Items items = new Items(this, context);
    JsonValue db = root.get("db");
    if (db.isText()) {
      byte[] plain = open(file, root, new KeyDerivation(this, context, items), context);
      db = JsonView.of(plain).require(this);
      Arrays.fill(plain, (byte) 0);
    }
    if (!db.get("entries").isArray()) {
      throw Refusal.damaged(this, "the list of entries is missing");
    }
    Map<String, String> groups = new HashMap<>();
    for (JsonValue group : db.get("groups").items()) {
      groups.put(group.text("uuid"), group.text("name"));
    }
    IconPicture icons = new IconPicture(items);
    for (JsonValue entry : db.get("entries").items()) {
      items.add(() -> draft(entry, groups).icon(icon(entry, icons)));
    }
    return items.contents();
  }

  private static ItemDraft draft(JsonValue entry, Map<String, String> groups) throws ItemException {
    JsonValue info = entry.get("info");
    List<String> tags = new ArrayList<>();
    entry.get("group").text().ifPresent(tags::add);
    for (JsonValue group : entry.get("groups").items()) {
      group.text().map(groups::get).ifPresent(tags::add);
    }
    return new ItemDraft()
        .type(OtpType.named(entry.text("type")))
        .issuer(entry.text("issuer"))
        .account(entry.text("name"))
        .base32(info.text("secret"))
        .algorithm(info.get("algo").text())
        .digits(info.get("digits").text())
        .period(info.get("period").text())
        .counter(info.get("counter").text())
        .pin(info.get("pin").text())
        .tags(tags)
        .note(entry.text("note"))
        .pinned(entry.isTrue("favorite"));
  }

  private static Optional<Icon> icon(JsonValue entry, IconPicture icons) {
    return entry.get("icon").text().flatMap(icons::ofBase64);
  }

  private byte[] open(
      BackupFile file, JsonValue root, KeyDerivation derivation, ReadContext context)
      throws BackupFileException {
    List<JsonValue> slots =
        root.get("header").get("slots").items().stream()
            .filter(slot -> slot.text("type").equals(Integer.toString(PASSWORD_SLOT)))
            .toList();
    if (slots.isEmpty()) {
      throw Refusal.unsupported(
          this, "it has no password slot; make the backup again with a password");
    }
    derivation.checkSlots(slots.size());
    JsonValue params = root.get("header").get("params");
    byte[] sealed =
        Bytes.concat(
            Encoded.base64(root.text("db"))
                .orElseThrow(() -> Refusal.damaged(this, "the database is not Base64")),
            hex(params, "tag"));
    byte[] nonce = hex(params, "nonce");
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        for (JsonValue slot : slots) {
          Optional<byte[]> master = master(slot, utf8, derivation);
          if (master.isPresent()) {
            return Aes.openGcm(master.get(), nonce, NO_AAD, sealed)
                .orElseThrow(() -> Refusal.damaged(this, "the seal of the database is broken"));
          }
        }
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
    throw Refusal.wrongPassword(this);
  }

  private Optional<byte[]> master(JsonValue slot, byte[] utf8, KeyDerivation derivation)
      throws BackupFileException {
    Optional<byte[]> master = unwrap(slot, utf8, derivation);
    if (slot.has("repaired")) {
      return master;
    }
    // An old release hashed the encoder's whole buffer: the password and zeros behind it. HMAC pads
    // up to 64 bytes itself, so that only longer buffers differ.
    for (int capacity : encoderCapacities(utf8)) {
      if (master.isEmpty() && capacity > 64 && capacity > utf8.length) {
        byte[] padded = Arrays.copyOf(utf8, capacity);
        master = unwrap(slot, padded, derivation);
        Arrays.fill(padded, (byte) 0);
      }
    }
    return master;
  }

  /// How large the buffers are that the UTF-8 encoders of the JDK and of Android take for a text.
  private static Set<Integer> encoderCapacities(byte[] utf8) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    int characters = text.length();
    int capacity = StandardCharsets.UTF_8.encode(text).capacity();
    return new LinkedHashSet<>(List.of(capacity, 2 * characters));
  }

  private Optional<byte[]> unwrap(JsonValue slot, byte[] password, KeyDerivation derivation)
      throws BackupFileException {
    byte[] key =
        derivation.scrypt(
            password,
            hex(slot, "salt"),
            number(slot, "n"),
            number(slot, "r"),
            number(slot, "p"),
            32);
    JsonValue params = slot.get("key_params");
    return Aes.openGcm(
            key, hex(params, "nonce"), NO_AAD, Bytes.concat(hex(slot, "key"), hex(params, "tag")))
        .filter(master -> master.length == 32);
  }

  private long number(JsonValue value, String name) throws BackupFileException {
    try {
      return WholeNumber.read(name, value.text(name), 0, Long.MAX_VALUE);
    } catch (ItemException e) {
      throw Refusal.damaged(this, e.reason());
    }
  }

  private byte[] hex(JsonValue value, String name) throws BackupFileException {
    return Encoded.hex(value.text(name))
        .filter(bytes -> bytes.length > 0)
        .orElseThrow(() -> Refusal.damaged(this, name + " is not hexadecimal"));
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new AegisWriter());
  }
}
