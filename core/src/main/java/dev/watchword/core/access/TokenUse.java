package dev.watchword.core.access;

import java.time.Instant;

/// When a token was used, and from where (SECURITY TK-07).
///
/// @param at in whole seconds
/// @param source the peer's address; at most 64 characters
public record TokenUse(Instant at, String source) {

  public TokenUse {
    if (source.length() > 64) {
      throw new IllegalArgumentException("source: at most 64 characters");
    }
  }
}
