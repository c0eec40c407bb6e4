package dev.watchword.adapters.interchange;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes sheets for the printer as PDF: each account with its QR code, its name and its URI.
///
/// A file holds sixty accounts, so that it can be read back whole; accounts whose URI is too long
/// for a QR code come last, as text.
final class PdfSheetWriter implements BackupWriter {

  private static final int ACCOUNTS_A_FILE = 60;

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return HtmlSheetWriter.CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    List<WrittenBackup.Part> parts = new ArrayList<>();
    StringBuilder tooLong = new StringBuilder();
    PdfPages pages = new PdfPages();
    for (NewEntry entry : entries) {
      String uri = new KeyUri(entry.label(), entry.key()).reveal();
      if (uri.length() > QrRenderer.MAX_BYTES) {
        tooLong.append(uri).append('\n');
        continue;
      }
      if (pages.codes() == ACCOUNTS_A_FILE) {
        parts.add(part("pdf", "application/pdf", pages.toBytes()));
        pages = new PdfPages();
      }
      Label label = entry.label();
      String title = label.issuer().isEmpty() ? label.accountName() : label.issuer();
      pages.add(
          context.qr().png(uri, 1),
          title,
          label.issuer().isEmpty() ? "" : label.accountName(),
          uri);
    }
    if (pages.codes() > 0) {
      parts.add(part("pdf", "application/pdf", pages.toBytes()));
    }
    if (!tooLong.isEmpty()) {
      byte[] text = tooLong.toString().getBytes(StandardCharsets.US_ASCII);
      parts.add(part("txt", "text/plain", text));
    }
    return new WrittenBackup(parts);
  }

  private static WrittenBackup.Part part(String extension, String mediaType, byte[] bytes) {
    return new WrittenBackup.Part(extension, mediaType, bytes, Optional.empty());
  }
}
