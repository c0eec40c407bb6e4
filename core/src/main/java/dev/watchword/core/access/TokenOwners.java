package dev.watchword.core.access;

import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import java.util.Optional;

/// Knows what the owners of tokens are at present. Thread-safe.
@FunctionalInterface
public interface TokenOwners {

  /// The role that a person has now; empty when they are gone, shut out, or not known to be either.
  Optional<Role> roleOf(PersonId owner);
}
