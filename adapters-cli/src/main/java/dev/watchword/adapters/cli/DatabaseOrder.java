package dev.watchword.adapters.cli;

import java.util.Optional;

/// A PostgreSQL database that is to be used in the place of a vault file, as it was typed; not yet
/// checked.
///
/// @param url `jdbc:postgresql://HOST:PORT/DATABASE?user=ROLE`, without a password
/// @param passwordFile a file of mode 0600 whose first line is the password
/// @param connections at most this many at once; empty for the default
public record DatabaseOrder(
    String url, Optional<String> passwordFile, Optional<Long> connections) {}
