package dev.watchword.core.session;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.people.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Somebody's stay, from the password to the end. Immutable. Times are in whole milliseconds.
///
/// @param epoch the person's when it began; it counts no longer once theirs is another
/// @param token what it is known by at present
/// @param createdAt when the password was right
/// @param expiresAt the first instant at which it counts no longer, whatever is done in it
/// @param provedAt when the password, and the factor where there is one, were last proved in it
/// @param source the peer's address at sign-in; at most 128 characters
/// @param agent what the browser called itself; at most 256 characters
public record Session(
    SessionId id,
    PersonId person,
    int epoch,
    SessionState state,
    TokenHash token,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> provedAt,
    String source,
    String agent) {

  /// How long it counts without a request (SECURITY SE-03).
  public static final Duration IDLE = Duration.ofMinutes(30);

  /// For how long a proof is fresh (AZ-08).
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final int LONGEST_SOURCE = 128;
  private static final int LONGEST_AGENT = 256;

  public Session {
    source = shortened(source, LONGEST_SOURCE);
    agent = shortened(agent, LONGEST_AGENT);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /// Whether it was proved lately enough for what is grave.
  public boolean isFresh(Instant now) {
    return provedAt.filter(at -> now.isBefore(at.plus(FRESH))).isPresent();
  }

  boolean countsAt(Instant now, Instant lastSeenAt) {
    return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(IDLE));
  }

  /// The same stay in another state, under another token.
  Session renewed(SessionState next, int newEpoch, TokenHash newToken, Instant proved) {
    return new Session(
        id,
        person,
        newEpoch,
        next,
        newToken,
        createdAt,
        next == state ? expiresAt : end(next, proved),
        Optional.of(proved),
        source,
        agent);
  }

  /// No stay lasts longer than a full one, counted from the password.
  private Instant end(SessionState next, Instant now) {
    Instant own = now.plus(next.lifetime());
    Instant longest = createdAt.plus(SessionState.FULL.lifetime());
    return own.isBefore(longest) ? own : longest;
  }
}
