package dev.watchword.core.custody;

import dev.watchword.core.audit.Origin;
import java.util.UUID;

/// The owner or operator who asks for something.
///
/// @param id the person's
/// @param name how customers and colleagues see them
/// @param owner whether they are an owner
/// @param origin for the audit log
public record Custodian(UUID id, String name, boolean owner, Origin origin) {

  /// Whoever works at the server itself and is none of its people.
  public static Custodian operator(Origin origin) {
    return new Custodian(RecordColumns.NOBODY, "", true, origin);
  }
}
