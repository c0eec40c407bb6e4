package dev.watchword.app.planted.two;

import dev.watchword.app.planted.root.Root;

/// Planted: an adapter that knows the composition root.
public final class AlsoShown {
  Root root() {
    return new Root();
  }
}
