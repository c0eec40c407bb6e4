package dev.watchword.core.people;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A code that lets a person set a password, once; while it stands they can't sign in by one.
///
/// @param hash 128 bits of an HMAC-SHA-256 of the code, under a key that is not in the store
/// @param expiresAt the first instant at which it no longer counts
public record Invite(UUID hash, Instant expiresAt) {

  /// How long somebody new has.
  public static final Duration FOR_NEW = Duration.ofDays(7);

  /// How long somebody has whose factor was reset (SECURITY EN-10).
  public static final Duration FOR_RESET = Duration.ofMinutes(10);

  boolean countsAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
