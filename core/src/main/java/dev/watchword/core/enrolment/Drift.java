package dev.watchword.core.enrolment;

/// By how many steps an authenticator's clock is known to be ahead (RFC 6238 §6).
///
/// Drift moves the centre of the window and never its width (SECURITY OV-11).
///
/// @param base found by resynchronisation, -21 to 21
/// @param learnt beyond the base, from accepted codes, -2 to 2
public record Drift(int base, int learnt) {

  public static final Drift NONE = new Drift(0, 0);

  private static final int MAX_BASE = 21;
  private static final int MAX_LEARNT = 2;

  public Drift {
    if (Math.abs(base) > MAX_BASE) {
      throw new IllegalArgumentException("base: -21 to 21, got " + base);
    }
    if (Math.abs(learnt) > MAX_LEARNT) {
      throw new IllegalArgumentException("learnt: -2 to 2, got " + learnt);
    }
  }

  /// Steps to add to the verifier's own.
  public int steps() {
    return base + learnt;
  }

  /// The drift after a code was accepted that lay `offset` steps from the verifier's own.
  public Drift observed(long offset) {
    return new Drift(base, (int) Math.clamp(offset - base, -MAX_LEARNT, MAX_LEARNT));
  }

  /// The drift after a resynchronisation found the authenticator `offset` steps away.
  public static Drift resynchronised(long offset) {
    return new Drift(Math.toIntExact(offset), 0);
  }
}
