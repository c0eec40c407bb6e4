package dev.watchword.core.seal;

/// Stored data in a format, or under an algorithm, that this version does not know (SECURITY
/// CR-07).
public final class UnsupportedFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int found;
  private final int supported;

  /// @param what what has the format, such as "vault"
  /// @param found the number that was found
  /// @param supported the highest number that is known
  public UnsupportedFormatException(String what, int found, int supported) {
    super(
        "the %s has format %d, and this Watchword knows up to %d; use a newer Watchword"
            .formatted(what, found, supported));
    this.found = found;
    this.supported = supported;
  }

  public int found() {
    return found;
  }

  public int supported() {
    return supported;
  }
}
