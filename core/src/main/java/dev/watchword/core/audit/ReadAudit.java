package dev.watchword.core.audit;

import java.util.List;

/// Reads the audit log from its start to where it ended when the reading began, in the order of the
/// chain.
///
/// Holds one page in memory at a time. Thread-safe.
public final class ReadAudit {

  private static final int PAGE = 500;

  /// Takes the entries, one after another.
  ///
  /// @param <X> what it may throw, which ends the reading
  public interface Reader<X extends Exception> {
    void read(LinkedEntry entry) throws X;
  }

  private final AuditLog log;

  public ReadAudit(AuditLog log) {
    this.log = log;
  }

  /// @return how many entries were read
  public <X extends Exception> long forEach(Reader<X> reader) throws X {
    return forEach(0, log.head().map(AuditLink::seq).orElse(0L), reader);
  }

  /// As [#forEach(Reader)], of a part of the chain.
  ///
  /// @param after the place before the first
  /// @param to the last place
  <X extends Exception> long forEach(long after, long to, Reader<X> reader) throws X {
    long read = 0;
    long at = after;
    while (at < to) {
      List<LinkedEntry> page = log.page(at, PAGE);
      if (page.isEmpty()) {
        return read;
      }
      for (LinkedEntry entry : page) {
        at = entry.link().seq();
        if (at > to) {
          return read;
        }
        reader.read(entry);
        read++;
      }
    }
    return read;
  }
}
