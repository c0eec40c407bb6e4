package dev.watchword.adapters.storage;

/// How busy a database's connections are, as far as this process goes.
///
/// @param busy connections in use
/// @param idle connections that are open and wait for work
/// @param waiting threads that wait for a connection, or for their turn to write
/// @param most connections at the most
public record ConnectionUse(int busy, int idle, int waiting, int most) {}
