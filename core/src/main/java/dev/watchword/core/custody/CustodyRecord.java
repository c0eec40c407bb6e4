package dev.watchword.core.custody;

import dev.watchword.core.vault.CborWriter;
import java.util.UUID;

/// A thing of custody, opened.
interface CustodyRecord {

  UUID id();

  RecordColumns columns();

  /// Writes all of it but the id.
  void write(CborWriter out);
}
