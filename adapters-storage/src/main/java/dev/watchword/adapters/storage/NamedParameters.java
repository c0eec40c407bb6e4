package dev.watchword.adapters.storage;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/// Finds `:name` in our own SQL, which has no quoted colons.
///
/// JDBI's own parser is a generated one whose tables take longer to build than all that a short
/// command does. Thread-safe.
final class NamedParameters implements SqlParser {

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    ParsedSql.Builder parsed = ParsedSql.builder();
    int from = 0;
    int colon = sql.indexOf(':');
    while (colon >= 0) {
      int end = colon + 1;
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      parsed.append(sql.substring(from, colon)).appendNamedParameter(sql.substring(colon + 1, end));
      from = end;
      colon = sql.indexOf(':', end);
    }
    return parsed.append(sql.substring(from)).build();
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    return ":" + name;
  }
}
