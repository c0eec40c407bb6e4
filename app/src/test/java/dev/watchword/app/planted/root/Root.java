package dev.watchword.app.planted.root;

/// Planted: where an adapter has no business.
public final class Root {}
