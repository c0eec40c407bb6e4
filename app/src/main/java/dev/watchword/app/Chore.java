package dev.watchword.app;

import java.time.Duration;

/// Work that a server does again and again beside its requests.
///
/// @param name for the log
/// @param pause how long after one time the next begins
/// @param work one time
record Chore(String name, Duration pause, Runnable work) {}
