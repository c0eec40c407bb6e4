package dev.watchword.core.matching;

/// How far from the expected step a code may lie (RFC 6238 §5.2, RFC 4226 §7.4).
///
/// With `steps` = 1 and a period of 30 s a TOTP code is taken for 90 s; only `steps` = 0 keeps to
/// the 30 s of OWASP ASVS 6.5.5.
///
/// @param steps TOTP: steps either side, 0 to 2
/// @param lookAhead HOTP: counters beyond the next one, 0 to 10
public record CodeWindow(int steps, int lookAhead) {

  /// One step either side; ten counters ahead.
  public static final CodeWindow STANDARD = new CodeWindow(1, 10);

  public CodeWindow {
    if (steps < 0 || steps > 2) {
      throw new IllegalArgumentException("steps: 0 to 2, got " + steps);
    }
    if (lookAhead < 0 || lookAhead > 10) {
      throw new IllegalArgumentException("lookAhead: 0 to 10, got " + lookAhead);
    }
  }
}
