package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupItem;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.interchange.TransferPart;
import dev.watchword.core.vault.NewEntry;
import java.util.ArrayList;
import java.util.List;

/// Gathers what one file holds: entries, failures and warnings. Refuses the file when it has more
/// items than the limit.
final class Items {

  /// Describes one item, or says why it can't.
  @FunctionalInterface
  interface Reader {
    ItemDraft read() throws ItemException;
  }

  private final BackupFormat format;
  private final int limit;
  private final List<BackupItem> items = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<TransferPart> parts = new ArrayList<>();

  Items(BackupFormat format, ReadContext context) {
    this.format = format;
    this.limit = context.limits().entries();
  }

  /// Takes the item that comes next, as the one after the last.
  void add(Reader reader) throws BackupFileException {
    add(items.size() + 1, reader);
  }

  /// @param position from 1
  void add(int position, Reader reader) throws BackupFileException {
    checkCount();
    try {
      ItemDraft draft = reader.read();
      NewEntry entry = draft.build();
      draft.cuts().forEach(cut -> warn("Item " + position + ": " + cut + "."));
      items.add(new BackupItem.Read(position, entry));
    } catch (ItemException e) {
      items.add(new BackupItem.Failed(position, e.reason()));
    }
  }

  private void checkCount() throws BackupFileException {
    if (items.size() >= limit) {
      contents().close();
      throw Refusal.overLimit(format, "the number of items", items.size() + 1L, limit);
    }
  }

  void warn(String sentence) {
    if (!warnings.contains(sentence) && warnings.size() < 100) {
      warnings.add(sentence);
    }
  }

  void part(TransferPart part) {
    parts.add(part);
  }

  BackupContents contents() {
    return new BackupContents(items, warnings, parts);
  }
}
