package dev.watchword.core.audit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The audit log as comma-separated values (RFC 4180), for spreadsheets: what would be a formula
/// there stands behind an apostrophe.
public final class AuditCsv {

  /// The names of the columns, and the line's end.
  public static final String HEADER =
      "seq,at,actor,source,requestId,node,event,subject,detail,previous,mac,link\r\n";

  private static final String FORMULA = "=+-@\t\r";

  private AuditCsv() {}

  /// An entry as one record, with the line's end.
  public static String line(LinkedEntry linked) {
    AuditEntry entry = linked.entry();
    AuditLink link = linked.link();
    return Stream.of(
            entry.at().toString(),
            entry.origin().actor(),
            entry.origin().source(),
            entry.origin().requestId(),
            entry.node(),
            entry.action(),
            entry.subject(),
            entry.details(),
            link.previous().toString(),
            entry.mac().toString(),
            link.mac().toString())
        .map(AuditCsv::quoted)
        .collect(Collectors.joining(",", link.seq() + ",", "\r\n"));
  }

  private static String quoted(String text) {
    String tame = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + tame.replace("\"", "\"\"") + '"';
  }
}
