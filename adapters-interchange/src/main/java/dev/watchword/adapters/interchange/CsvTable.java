package dev.watchword.adapters.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Comma-separated values (RFC 4180): quoted fields, doubled quotes, line breaks inside of quotes,
/// either line end.
final class CsvTable {

  /// @param line where it begins, from 1
  record Row(int line, List<String> fields) {

    String field(int index) {
      return index >= 0 && index < fields.size() ? fields.get(index) : "";
    }
  }

  private static final int MAX_FIELDS = 1000;

  private final List<Row> rows = new ArrayList<>();

  private CsvTable() {}

  /// @param maxRows rows beyond are not read
  static CsvTable parse(String text, int maxRows) {
    CsvTable table = new CsvTable();
    int line = 1;
    int i = 0;
    while (i < text.length() && table.rows.size() < maxRows) {
      List<String> fields = new ArrayList<>();
      int begin = line;
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      boolean ended = false;
      for (; i < text.length() && !ended; i++) {
        char c = text.charAt(i);
        if (c == '\n') {
          line++;
        }
        if (quoted) {
          if (c != '"') {
            field.append(c);
          } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
            field.append('"');
            i++;
          } else {
            quoted = false;
          }
        } else if (c == '"' && field.isEmpty()) {
          quoted = true;
        } else if (c == ',') {
          if (fields.size() < MAX_FIELDS) {
            fields.add(field.toString());
          }
          field.setLength(0);
        } else if (c == '\n') {
          ended = true;
        } else if (c != '\r' || (i + 1 < text.length() && text.charAt(i + 1) != '\n')) {
          field.append(c);
        }
      }
      fields.add(field.toString());
      if (fields.size() > 1 || !fields.getFirst().isBlank()) {
        table.rows.add(new Row(begin, List.copyOf(fields)));
      }
    }
    return table;
  }

  List<Row> rows() {
    return rows;
  }

  /// The place of a column by its name in the first row, without case; -1 when there is none.
  int column(String name) {
    List<String> header = rows.isEmpty() ? List.of() : rows.getFirst().fields();
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).strip().toLowerCase(Locale.ROOT).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "CsvTable[" + rows.size() + " rows]";
  }
}
