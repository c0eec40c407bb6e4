package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Watchword's own backup (docs/backup-format.md): all that an entry has, always encrypted.
final class WatchwordFormat extends NamedFormat {

  private static final long LAST_SECOND = 253_402_300_799L;

  WatchwordFormat() {
    super("watchword", "Watchword", "its own backup, version 1 (encrypted)");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return file.startsWith(WatchwordSeal.MAGIC) ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    if (!file.startsWith(WatchwordSeal.MAGIC)) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    byte[] json = open(file, new KeyDerivation(this, context, items), context);
    JsonValue root = JsonView.of(json).require(this);
    Arrays.fill(json, (byte) 0);
    if (!root.get("entries").isArray()) {
      throw Refusal.damaged(this, "the list of entries is missing");
    }
    IconPicture icons = new IconPicture(items);
    for (JsonValue entry : root.get("entries").items()) {
      items.add(() -> draft(entry).icon(entry.get("icon").text().flatMap(icons::ofBase64)));
    }
    return items.contents();
  }

  private byte[] open(BackupFile file, KeyDerivation derivation, ReadContext context)
      throws BackupFileException {
    try (BackupPassword password = context.requirePassword(file, this)) {
      byte[] utf8 = password.expose(byte[]::clone);
      try {
        return WatchwordSeal.open(file.bytes(), utf8, derivation, this)
            .orElseThrow(() -> Refusal.wrongPassword(this));
      } finally {
        Arrays.fill(utf8, (byte) 0);
      }
    }
  }

  private static ItemDraft draft(JsonValue entry) throws ItemException {
    List<String> tags =
        entry.get("tags").items().stream().map(JsonValue::text).flatMap(Optional::stream).toList();
    return new ItemDraft()
        .type(OtpType.named(entry.text("type")))
        .issuer(entry.text("issuer"))
        .account(entry.text("account"))
        .base32(entry.text("secret"))
        .algorithm(entry.get("algorithm").text())
        .digits(entry.get("digits").text())
        .period(entry.get("period").text())
        .t0(entry.get("t0").text())
        .counter(entry.get("counter").text())
        .pin(entry.get("pin").text())
        .tags(tags)
        .note(entry.text("note"))
        .pinned(entry.isTrue("pinned"))
        .trashed(entry.isTrue("trashed"))
        .recoveryCodes(recoveryCodes(entry.get("recoveryCodes").items()));
  }

  private static List<SavedRecoveryCode> recoveryCodes(List<JsonValue> codes) throws ItemException {
    List<SavedRecoveryCode> read = new ArrayList<>();
    for (JsonValue code : codes) {
      Optional<String> used = code.get("usedAt").text();
      try {
        read.add(
            new SavedRecoveryCode(
                code.text("code"),
                used.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        Instant.ofEpochSecond(
                            WholeNumber.read("usedAt", used.get(), 0, LAST_SECOND)))));
      } catch (IllegalArgumentException e) {
        throw new ItemException("recoveryCodes: one is not 1 to 256 characters");
      }
    }
    return read;
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new WatchwordWriter());
  }
}
