package dev.watchword.app.planted.one;

import dev.watchword.app.planted.two.AlsoShown;

/// Planted: a public class of an adapter that knows another adapter, an array in a public record.
public record Shown(byte[] bytes) {
  AlsoShown other() {
    return new AlsoShown();
  }
}
