package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.RowMacs.Fields;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/// Authenticates what a store says of people, so that nobody makes themselves an owner by editing a
/// row (SECURITY CR-15), and names what must not stand in a store. Thread-safe.
public final class PeopleKeys {

  private static final Instant NEVER = Instant.EPOCH;

  private final RowMacs rows;
  private final RowMacs invites;
  private final RowMacs tallies;

  /// @param key derived from here, and not kept
  public PeopleKeys(VaultKey key) {
    this.rows = new RowMacs(key, "people");
    this.invites = new RowMacs(key, "people invites");
    this.tallies = new RowMacs(key, "people password tallies");
  }

  /// The row for a person.
  public StoredPerson seal(Person person) {
    UUID tally = tally(person.name());
    return new StoredPerson(person, tally, mac(person, tally));
  }

  /// The person of a row.
  ///
  /// @throws TamperingException when anything of it was changed outside of this program
  public Person open(StoredPerson row) {
    if (!isGenuine(row)) {
      throw new TamperingException(
          "the stored account of person %s was changed outside of Watchword, or is damaged"
              .formatted(row.unverified().id()));
    }
    return row.unverified();
  }

  boolean isGenuine(StoredPerson row) {
    return mac(row.unverified(), row.tally()).equals(row.mac());
  }

  /// Which tally belongs to a name, whether anybody has it or not.
  UUID tally(PersonName name) {
    return tallies.nameOf(fields -> fields.text(name.folded()));
  }

  UUID hash(InviteCode code) {
    byte[] canonical = code.canonicalBytes();
    try {
      return invites.nameOf(fields -> fields.bytes(canonical));
    } finally {
      Arrays.fill(canonical, (byte) 0);
    }
  }

  private RowMac mac(Person person, UUID tally) {
    return rows.of(fields -> write(fields, person, tally));
  }

  private static void write(Fields fields, Person person, UUID tally) {
    Standing standing = person.standing();
    fields
        .id(person.id().value())
        .text(person.name().value())
        .text(person.displayName())
        .text(person.role().text())
        .flag(standing.disabled())
        .flag(standing.mustEnrol())
        .flag(standing.joinedAt().isPresent())
        .time(standing.joinedAt().orElse(NEVER))
        .number(standing.epoch())
        .text(person.password().map(PasswordHash::encoded).orElse(""))
        .flag(person.invite().isPresent())
        .id(person.invite().map(Invite::hash).orElse(new UUID(0, 0)))
        .time(person.invite().map(Invite::expiresAt).orElse(NEVER))
        .text(person.preferences().language().orElse(""))
        .text(person.preferences().theme().orElse(""))
        .time(person.createdAt())
        .number(person.version())
        .id(tally);
  }
}
