package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import java.util.Locale;
import java.util.Optional;

/// The CSV that comes with hardware tokens: serial number, key in hexadecimal, type, digits, and
/// the period of TOTP or the counter of HOTP.
final class OathCsvFormat extends NamedFormat {

  OathCsvFormat() {
    super("oath-csv", "OATH CSV", "serial, hexadecimal key, type, digits, period");
  }

  @Override
  public Certainty recognise(BackupFile file) {
    boolean fits =
        CsvTable.parse(TextView.ofLines(file).text(), 20).rows().stream().anyMatch(this::fits);
    return fits ? Certainty.LIKELY : Certainty.NO;
  }

  private boolean fits(CsvTable.Row row) {
    String type = row.field(2).strip().toLowerCase(Locale.ROOT);
    Optional<byte[]> key = Encoded.hex(row.field(1));
    return (type.equals("hotp") || type.equals("totp"))
        && key.isPresent()
        && key.get().length > 0
        && row.fields().size() <= 8;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    TextView text = TextView.of(file);
    CsvTable table = CsvTable.parse(text.text(), context.limits().entries() + 100);
    if (!text.isText() || table.rows().stream().noneMatch(this::fits)) {
      throw Refusal.notThisFormat(this);
    }
    Items items = new Items(this, context);
    for (CsvTable.Row row : table.rows()) {
      boolean comment = row.field(0).strip().startsWith("#");
      boolean header =
          (row.field(0).strip().equalsIgnoreCase("serial") && !fits(row))
              || row.field(2).strip().equalsIgnoreCase("type");
      if (!comment && !header) {
        items.add(row.line(), () -> draft(row));
      }
    }
    return items.contents();
  }

  private static ItemDraft draft(CsvTable.Row row) throws ItemException {
    String name = row.field(2);
    OtpType type = name.isBlank() ? OtpType.HOTP : OtpType.named(name);
    if (type != OtpType.HOTP && type != OtpType.TOTP) {
      throw new ItemException("type: neither hotp nor totp");
    }
    return new ItemDraft()
        .type(type)
        .account(row.field(0))
        .hex(row.field(1))
        .digits(Optional.of(row.field(3)))
        .period(Optional.of(row.field(4)))
        .counter(type == OtpType.HOTP ? Optional.of(row.field(4)) : Optional.empty());
  }
}
