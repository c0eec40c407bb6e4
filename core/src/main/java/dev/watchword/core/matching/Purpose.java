package dev.watchword.core.matching;

/// What a code is asked for; a success for one purpose is no proof for another (SECURITY OV-16).
///
/// @param value 1 to 32 of `a-z` and `-`
public record Purpose(String value) {

  /// Signing in.
  public static final Purpose LOGIN = new Purpose("login");

  /// Proving it again within a session, before something grave.
  public static final Purpose STEP_UP = new Purpose("step-up");

  /// Binding the factor.
  public static final Purpose CONFIRM = new Purpose("confirm");

  /// Finding a factor's clock or counter again.
  public static final Purpose RESYNC = new Purpose("resync");

  public Purpose {
    boolean slug =
        !value.isEmpty()
            && value.length() <= 32
            && value.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '-');
    if (!slug) {
      throw new IllegalArgumentException("purpose: 1 to 32 of a-z and '-'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
