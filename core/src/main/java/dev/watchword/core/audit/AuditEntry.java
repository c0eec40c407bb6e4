package dev.watchword.core.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// One line of the audit log, as it is written beside the act that it tells of.
///
/// @param at the store's time, in whole milliseconds
/// @param node which process wrote it
/// @param origin who asked, and from where
/// @param subject see [AuditEvent#subject]
/// @param action see [AuditEvent#action]
/// @param details see [AuditEvent#details]
/// @param mac over all the others, under a key that is not in the store
public record AuditEntry(
    Instant at,
    String node,
    Origin origin,
    String subject,
    String action,
    String details,
    AuditMac mac) {

  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  public AuditEntry {
    checkAt(at);
  }

  /// @throws IllegalArgumentException when a time is not one of whole milliseconds, in 64 bits
  static void checkAt(Instant at) {
    if (at.getNano() % 1_000_000 != 0 || at.isBefore(FIRST) || at.isAfter(LAST)) {
      throw new IllegalArgumentException("at: whole milliseconds, got " + at);
    }
  }

  /// What the details say after `name=`; empty where they don't have that word.
  public Optional<String> word(String name) {
    String start = name + "=";
    return Arrays.stream(details.split(" "))
        .filter(word -> word.startsWith(start))
        .map(word -> word.substring(start.length()))
        .findFirst();
  }

  /// That word as a number.
  ///
  /// @throws IllegalArgumentException when it is none
  public OptionalLong number(String name) {
    return word(name).stream().mapToLong(Long::parseLong).findFirst();
  }

  /// That word as an id.
  ///
  /// @throws IllegalArgumentException when it is none
  public Optional<UUID> id(String name) {
    return word(name).map(UUID::fromString);
  }

  /// The id of what it is about.
  ///
  /// @param thing what [#subject] has to begin with; of another thing it is empty
  /// @throws IllegalArgumentException when it is none
  public Optional<UUID> subject(String thing) {
    String start = thing + "/";
    return subject.startsWith(start)
        ? Optional.of(UUID.fromString(subject.substring(start.length())))
        : Optional.empty();
  }
}
