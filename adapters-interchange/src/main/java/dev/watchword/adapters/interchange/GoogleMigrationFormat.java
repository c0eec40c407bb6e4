package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupItem;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// The transfer codes of Google Authenticator, as text; a picture of them is read as its text.
final class GoogleMigrationFormat extends NamedFormat {

  GoogleMigrationFormat() {
    super(
        "google-migration",
        "Google Authenticator transfer",
        "transfer codes as text or pictures, batches over several files");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    List<UriLines.Line> lines = UriLines.split(TextView.ofLines(file).text());
    return !lines.isEmpty() && lines.stream().allMatch(UriLines.Line::isMigration)
        ? Certainty.CERTAIN
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    TextView view = TextView.of(file);
    if (!view.isText() || UriLines.split(view.text()).isEmpty()) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    UriLines.read(view.text(), items, ItemDraft::ofUri);
    BackupContents contents = items.contents();
    if (contents.parts().isEmpty()
        && contents.items().stream().allMatch(item -> item instanceof BackupItem.Failed)) {
      throw Refusal.damaged(this, "no transfer code could be read");
    }
    return contents;
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new GoogleMigrationWriter());
  }
}
