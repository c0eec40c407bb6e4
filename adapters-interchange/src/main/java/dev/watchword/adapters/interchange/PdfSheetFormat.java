package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Optional;

/// Printable sheets in PDF. Reading one is reading pictures: what its QR codes say comes here as
/// lines, and is a list of URIs to all who do not force this format.
final class PdfSheetFormat extends NamedFormat {

  PdfSheetFormat() {
    super("pdf", "PDF sheet", "the QR codes of its pages");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    TextView view = TextView.of(file);
    if (!view.isText() || !UriLines.anyUri(view.text())) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    UriLines.read(view.text(), items, ItemDraft::ofUri);
    return items.contents();
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new PdfSheetWriter());
  }
}
