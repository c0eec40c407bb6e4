package dev.watchword.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A signed statement of how far the chain had come, kept outside of the store, so that a cut tail
/// or a log that was replaced as a whole is found (SECURITY AU-05).
///
/// @param seq the last entry's place, which is also the count of entries
/// @param head the last link's MAC
/// @param at when, in whole milliseconds
/// @param node which process wrote it
/// @param signature over the others
public record AuditCheckpoint(
    long seq, AuditMac head, Instant at, String node, AuditMac signature) {

  private static final String START = "watchword-audit-checkpoint v=1 ";

  public AuditCheckpoint {
    AuditEntry.checkAt(at);
  }

  /// The checkpoint on one line, without its line break.
  public String toLine() {
    return START
        + "seq=%d head=%s at=%s node=%s signature=%s".formatted(seq, head, at, node, signature);
  }

  /// Reads what [#toLine] wrote.
  ///
  /// @throws IllegalArgumentException when the line is something else
  public static AuditCheckpoint parse(String line) {
    if (!line.startsWith(START)) {
      throw new IllegalArgumentException("checkpoint: it does not start with " + START.strip());
    }
    Map<String, String> fields = new HashMap<>();
    for (String word : line.substring(START.length()).strip().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("checkpoint: a word without '='");
      }
      fields.put(word.substring(0, equals), word.substring(equals + 1));
    }
    try {
      return new AuditCheckpoint(
          Long.parseLong(field(fields, "seq")),
          AuditMac.ofHex(field(fields, "head")),
          Instant.parse(field(fields, "at")),
          field(fields, "node"),
          AuditMac.ofHex(field(fields, "signature")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("checkpoint: 'at' is no time", e);
    }
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("checkpoint: it has no " + name);
    }
    return value;
  }

  boolean isSignedBy(AuditKeys keys) {
    return keys.ofCheckpoint(seq, head, at.toEpochMilli(), node).equals(signature);
  }
}
