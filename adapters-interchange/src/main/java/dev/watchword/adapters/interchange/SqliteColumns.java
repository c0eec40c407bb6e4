package dev.watchword.adapters.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The columns of a table, in their stored order, from its `CREATE TABLE` text.
///
/// Only names are taken from that text, and whether a column stands for the row number. A table
/// with generated columns, or without row numbers, is not read.
final class SqliteColumns {

  private static final Set<String> CONSTRAINTS =
      Set.of("constraint", "primary", "unique", "check", "foreign");

  private final List<String> names;
  private final int rowIdColumn;

  private SqliteColumns(List<String> names, int rowIdColumn) {
    this.names = List.copyOf(names);
    this.rowIdColumn = rowIdColumn;
  }

  static SqliteColumns of(String... names) {
    return new SqliteColumns(List.of(names), -1);
  }

  int count() {
    return names.size();
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /// The place of a column; -1 when there is none.
  int indexOf(String name) {
    return names.indexOf(name);
  }

  /// The column that is the row number itself, and stored as null; -1 when there is none.
  int rowIdColumn() {
    return rowIdColumn;
  }

  static Optional<SqliteColumns> parse(String sql) {
    int open = sql.indexOf('(');
    int close = sql.lastIndexOf(')');
    if (open < 0 || close < open) {
      return Optional.empty();
    }
    if (sql.substring(close).toLowerCase(Locale.ROOT).contains("without")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    int rowIdColumn = -1;
    for (String definition : split(sql.substring(open + 1, close))) {
      String plain = definition.strip();
      String lower = plain.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      if (lower.isEmpty() || CONSTRAINTS.contains(lower.split("[ (]", 2)[0])) {
        continue;
      }
      if (lower.contains("generated always") || lower.matches(".* as ?\\(.*")) {
        return Optional.empty();
      }
      String name = name(plain);
      String rest = lower.substring(Math.min(lower.length(), name.length()));
      if (rest.matches("[\\]\"`']* integer( not null)? primary key.*") && !rest.contains("desc")) {
        rowIdColumn = names.size();
      }
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return Optional.of(new SqliteColumns(names, rowIdColumn));
  }

  /// The definitions between the commas of the outermost level; quotes and brackets are heeded.
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '[') {
        quote = ']';
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String name(String definition) {
    char first = definition.charAt(0);
    char end = first == '[' ? ']' : first;
    if (first == '"' || first == '`' || first == '[' || first == '\'') {
      int close = definition.indexOf(end, 1);
      return close < 0 ? definition : definition.substring(1, close);
    }
    return definition.split("[\\s(]", 2)[0];
  }
}
