package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.List;
import java.util.Optional;

/// KeePass and KeePassXC: KDBX of versions 3 and 4, KeePass's XML, KeePassXC's CSV.
final class KeePassFormat extends NamedFormat {

  private static final byte[] KEEPASS = {0x03, (byte) 0xd9, (byte) 0xa2, (byte) 0x9a};
  private static final byte[] KDBX = {
    0x03, (byte) 0xd9, (byte) 0xa2, (byte) 0x9a, 0x67, (byte) 0xfb, 0x4b, (byte) 0xb5
  };
  private static final String XML_ROOT = "KeePassFile";

  KeePassFormat() {
    super(
        "keepass",
        "KeePass",
        "KDBX 3 and 4 (AES, ChaCha20, Twofish; AES-KDF, Argon2; key files), XML, KeePassXC's CSV");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    if (file.startsWith(KEEPASS) || XmlView.of(file).isRoot(XML_ROOT)) {
      return Certainty.CERTAIN;
    }
    String start = TextView.ofLines(file).text().lines().findFirst().orElse("");
    boolean csv =
        (start.contains("\"Title\"") && start.contains("\"TOTP\""))
            || (start.startsWith("Group,Title,") && start.contains(",TOTP"));
    return csv ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    Items items = new Items(this, context);
    if (file.startsWith(KDBX)) {
      new KeePassEntries(items).read(KdbxContainer.open(this, file, context, items));
    } else if (file.startsWith(KEEPASS)) {
      throw Refusal.unsupported(
          this, "it is of KeePass 1 (.kdb); open it in KeePass 2 or KeePassXC and save it anew");
    } else if (XmlView.of(file).isRoot(XML_ROOT)) {
      new KeePassEntries(items).read(XmlView.of(file).require(this));
    } else {
      readCsv(file, context, items);
    }
    return items.contents();
  }

  private void readCsv(BackupFile file, ReadContext context, Items items)
      throws BackupFileException {
    CsvTable table = CsvTable.parse(TextView.of(file).text(), context.limits().entries() * 10);
    int totp = table.column("totp");
    if (totp < 0) {
      throw Refusal.notThisFormat(this);
    }
    int title = table.column("title");
    int username = table.column("username");
    int notes = table.column("notes");
    int group = table.column("group");
    for (CsvTable.Row row : table.rows().stream().skip(1).toList()) {
      String value = row.field(totp);
      if (!value.isBlank()) {
        items.add(
            row.line(),
            () ->
                ItemDraft.ofUriOrSecret(value)
                    .issuerIfNone(row.field(title))
                    .accountIfNone(row.field(username))
                    .note(row.field(notes))
                    .tags(group(row.field(group)).stream().toList()));
      }
    }
  }

  /// The last part of a group's path, unless it is the root.
  private static Optional<String> group(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(path.substring(slash + 1));
  }

  static List<String> tags(String text) {
    return List.of(text.split("[;,]"));
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(new KeePassWriter());
  }
}
