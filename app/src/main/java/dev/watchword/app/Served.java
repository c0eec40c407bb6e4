package dev.watchword.app;

import dev.watchword.adapters.http.WatchwordServer;
import dev.watchword.core.vault.VaultDoor;

/// A server, the chores that it needs beside it, and the door to its vault; neither runs yet.
record Served(WatchwordServer server, Chores chores, VaultDoor door) {}
