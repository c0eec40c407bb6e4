package dev.watchword.app.planted.core.lower;

import dev.watchword.app.planted.core.upper.OtherCircle;

/// Planted: half of a circle of packages.
public final class Circle {
  public OtherCircle other() {
    return new OtherCircle();
  }
}
