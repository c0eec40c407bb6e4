package dev.watchword.app;

import dev.watchword.adapters.http.WatchwordServer;

/// A server and the chores that it needs beside it; neither runs yet.
record Served(WatchwordServer server, Chores chores) {}
