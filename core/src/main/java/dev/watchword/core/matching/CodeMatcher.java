package dev.watchword.core.matching;

import dev.watchword.core.matching.Match.Fresh;
import dev.watchword.core.matching.Match.None;
import dev.watchword.core.matching.Match.Used;
import dev.watchword.core.otp.Hotp;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import java.time.Instant;
import java.util.OptionalLong;

/// Finds the step whose code was submitted.
///
/// Every candidate is computed and compared, whichever matches, without a branch on the outcome, so
/// that the time taken tells nothing (SECURITY OV-14). Keeps nothing and decides nothing: the
/// caller refuses used steps and burns fresh ones. Stateless and thread-safe.
public final class CodeMatcher {

  private static final Match NONE = new None();

  private CodeMatcher() {}

  /// Looks in the window round the expected step.
  ///
  /// A code that is a used step's counts as used, though it be a fresh one's as well, as happens
  /// once in some hundred thousand: what was accepted must not be accepted again.
  ///
  /// @param lastStep the last accepted step, see [#stepBefore]
  /// @param driftSteps TOTP: by how many steps the authenticator's clock is known to be ahead
  /// @param now the verifier's time, 1970 or later
  /// @throws IllegalArgumentException when the key's type is none that a verifier issues
  public static Match find(
      SubmittedCode code,
      OtpKey key,
      long lastStep,
      int driftSteps,
      Instant now,
      CodeWindow window) {
    return switch (key.parameters()) {
      case TotpParameters totp -> {
        long centre = totp.stepAt(now) + driftSteps;
        yield find(
            code, key, lastStep, Math.max(0, centre - window.steps()), centre + window.steps());
      }
      // the last accepted counter is looked at too, to tell a repeated code from a wrong one
      case HotpParameters _ -> {
        long next = Math.addExact(lastStep, 1);
        yield find(code, key, lastStep, Math.max(0, lastStep), next + window.lookAhead());
      }
      case SteamParameters p -> throw notIssued(p.type());
      case MotpParameters p -> throw notIssued(p.type());
      case YandexParameters p -> throw notIssued(p.type());
    };
  }

  /// What counts as the last accepted step before any was: -1, or for HOTP the counter below its
  /// first.
  public static long stepBefore(OtpKey key) {
    return key.parameters() instanceof HotpParameters hotp ? hotp.counter() - 1 : -1;
  }

  /// The last step that counts as used once a store's replay floor was raised: the latest that
  /// could have been accepted until then (SECURITY BK-04). A counter has no time, and keeps its
  /// own.
  ///
  /// @param lastStep as far as the store knows
  /// @param floor see [dev.watchword.core.account.Reading#floor]
  public static long lastStep(
      long lastStep, OtpKey key, int driftSteps, Instant floor, CodeWindow window) {
    return floor.equals(Instant.EPOCH) || !(key.parameters() instanceof TotpParameters totp)
        ? lastStep
        : Math.max(lastStep, totp.stepAt(floor) + Math.max(0, driftSteps) + window.steps());
  }

  private static Match find(SubmittedCode code, OtpKey key, long lastStep, long first, long last) {
    int length = key.parameters().codeLength();
    // a code of another length is held against the same candidates, and matches none
    long submitted = code.hasDigits(length) ? code.value() : -1;
    long fresh = 0;
    long used = 0;
    try (Hotp hotp = hotp(key)) {
      for (long step = last; step >= first; step--) {
        long hit = equalMask(hotp.value(step), submitted);
        long burnt = (step - lastStep - 1) >> 63; // all ones where step <= lastStep
        fresh = select(hit & ~burnt, step + 1, fresh);
        used = select(hit & burnt, step + 1, used);
      }
    }
    if (used > 0) {
      return new Used(used - 1);
    }
    return fresh > 0 ? new Fresh(fresh - 1) : NONE;
  }

  /// Whether this is the code of exactly `step`.
  public static boolean isCodeOf(SubmittedCode code, OtpKey key, long step) {
    long submitted = code.hasDigits(key.parameters().codeLength()) ? code.value() : -1;
    try (Hotp hotp = hotp(key)) {
      return equalMask(hotp.value(step), submitted) != 0;
    }
  }

  /// Looks for two consecutive codes, to find a lost authenticator again (RFC 4226 §7.4).
  ///
  /// @param first the code of some step in the range
  /// @param second the code of the step after it
  /// @param from the first step to try `first` at, at least 0
  /// @param to the last one
  /// @return the step of `second`, if a pair matches
  public static OptionalLong findPair(
      SubmittedCode first, SubmittedCode second, OtpKey key, long from, long to) {
    int length = key.parameters().codeLength();
    boolean wellFormed = first.hasDigits(length) && second.hasDigits(length);
    long one = wellFormed ? first.value() : -1;
    long two = wellFormed ? second.value() : -1;
    long found = 0;
    try (Hotp hotp = hotp(key)) {
      long before = equalMask(hotp.value(from), one);
      for (long step = from + 1; step <= to + 1; step++) {
        long value = hotp.value(step);
        found = select(before & equalMask(value, two), step + 1, found);
        before = equalMask(value, one);
      }
    }
    return found > 0 ? OptionalLong.of(found - 1) : OptionalLong.empty();
  }

  private static Hotp hotp(OtpKey key) {
    return switch (key.parameters()) {
      case TotpParameters p -> new Hotp(key.secret(), p.algorithm(), p.digits());
      case HotpParameters p -> new Hotp(key.secret(), p.algorithm(), p.digits());
      case SteamParameters p -> throw notIssued(p.type());
      case MotpParameters p -> throw notIssued(p.type());
      case YandexParameters p -> throw notIssued(p.type());
    };
  }

  private static IllegalArgumentException notIssued(String type) {
    return new IllegalArgumentException("key: a verifier issues totp and hotp, got " + type);
  }

  /// All ones where a = b, else all zeros.
  private static long equalMask(long a, long b) {
    long difference = a ^ b;
    return ((difference | -difference) >> 63) ^ -1L;
  }

  private static long select(long mask, long yes, long no) {
    return yes & mask | no & ~mask;
  }
}
