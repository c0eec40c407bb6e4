package dev.watchword.app.planted.core.upper;

import com.google.common.collect.ImmutableList;
import dev.watchword.app.planted.core.lower.Circle;
import java.time.Instant;

/// Planted: the other half, a library in core, a clock that was not handed in.
public final class OtherCircle {
  public ImmutableList<Object> other() {
    return ImmutableList.of(new Circle(), Instant.now());
  }
}
