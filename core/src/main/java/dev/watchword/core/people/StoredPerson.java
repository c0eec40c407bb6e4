package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;
import java.util.UUID;

/// A person as a store keeps them: [PeopleKeys] makes one, and opens it only if nothing of it was
/// changed.
///
/// @param unverified what the row says; not to be relied on before the MAC is checked
/// @param tally which tally of wrong passwords is theirs; see [PasswordTally]
/// @param mac over all of it
public record StoredPerson(Person unverified, UUID tally, RowMac mac) {}
