package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Optional;

/// A text with a Key URI on each line, which nearly every program reads or writes.
final class UriListFormat extends NamedFormat {

  UriListFormat() {
    super(
        "uri-list",
        "URI list",
        "otpauth, motp, steam and otpauth-migration URIs, one a line, with comments");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return UriLines.anyUri(TextView.ofLines(file).text()) ? Certainty.POSSIBLE : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    TextView view = TextView.of(file);
    if (!view.isText()) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    UriLines.read(view.text(), items, uri -> ItemDraft.ofUri(uri).tags(uri.extras("tags")));
    return items.contents();
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new UriListWriter());
  }
}
