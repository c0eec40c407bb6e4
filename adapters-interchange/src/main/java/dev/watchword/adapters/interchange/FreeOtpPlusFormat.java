package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Optional;

/// FreeOTP+'s JSON backup.
final class FreeOtpPlusFormat extends NamedFormat {

  FreeOtpPlusFormat() {
    super("freeotp-plus", "FreeOTP+", "JSON backup");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    JsonView json = JsonView.of(file);
    boolean tokens = json.root().get("tokens").isArray();
    if (json.hasMembers("tokens", "tokenOrder")) {
      return Certainty.CERTAIN;
    }
    return tokens ? Certainty.LIKELY : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    JsonValue root = JsonView.of(file).require(this);
    if (!root.get("tokens").isArray()) {
      throw Refusal.damaged(this, "the list of tokens is missing");
    }
    Items items = new Items(this, context);
    for (JsonValue token : root.get("tokens").items()) {
      items.add(() -> FreeOtpToken.plain(token));
    }
    return items.contents();
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new FreeOtpPlusWriter());
  }
}
