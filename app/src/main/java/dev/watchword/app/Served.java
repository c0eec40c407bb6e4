package dev.watchword.app;

import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.core.vault.VaultDoor;

/// A server, the chores that it needs beside it, the door to its vault, and what looks at its store
/// before; none runs yet.
record Served(WatchwordServer server, Chores chores, VaultDoor door, RollbackGuard guard) {}
